"""Who holds a post from when to when. Each operation is one transaction and leaves one event."""

from datetime import date, datetime

from django.db import transaction

from followthrough.site.history.operations import record
from followthrough.site.people.models import User
from followthrough.site.register.models import Post, PostHolder


@transaction.atomic
def appoint(post: Post, *, user: User, from_on: date, by: User | None, at: datetime) -> PostHolder:
    """Say that an account holds a post from a day on. Asked twice it counts once.

    `by` None: a command did it.
    """
    holder, is_new = PostHolder.objects.get_or_create(post=post, user=user, from_on=from_on)
    if is_new:
        details = {"user": user.name, "on": f"{from_on:%-d %B %Y}"}
        record(
            type="post.filled", by=by, organisation=post.organisation, subject=post, details=details, at=at
        )
    return holder


@transaction.atomic
def end_holding(holder: PostHolder, *, to_on: date, by: User | None, at: datetime) -> None:
    """Say which day is the last on which an account holds a post, not before it began."""
    held = (
        PostHolder.objects.select_for_update().select_related("post__organisation", "user").get(pk=holder.pk)
    )
    if held.to_on == to_on:
        return
    held.to_on = to_on
    held.save(update_fields=["to_on"])
    record(
        type="post.left",
        by=by,
        organisation=held.post.organisation,
        subject=held.post,
        details={"user": held.user.name, "on": f"{to_on:%-d %B %Y}"},
        at=at,
    )
