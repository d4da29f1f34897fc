"""Renames a post and merges two into one, with all that they hold. Each operation leaves one event.

Actions keep the words of their plan. Each spelling is kept, so that the next file finds the post by it.
"""

from datetime import datetime

from django.db import transaction

from followthrough.site.history.operations import record
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.document.post_rows import posts_spelled
from followthrough.site.register.document.rows import folded
from followthrough.site.register.models import Plan, Post, PostAlias


class NameTakenError(Exception):
    """Another post is known by this name; the argument is that post."""

    def __init__(self, other: Post) -> None:
        super().__init__(other)
        self.other = other


@transaction.atomic
def rename_post(post: Post, *, name: str, by: User, at: datetime) -> None:
    """Call a post by another name. Raises NameTakenError where that is another post's."""
    locked = _locked(post)
    if locked.name == name:
        return
    was, spelled = locked.name, folded(name)
    other = posts_spelled([spelled], locked.organisation).get(spelled)
    if other is not None and other.pk != locked.pk:
        raise NameTakenError(other)
    if spelled != locked.folded:
        locked.aliases.filter(folded=spelled).delete()
        PostAlias.objects.create(
            organisation=locked.organisation, post=locked, name=locked.name, folded=locked.folded
        )
    locked.name, locked.folded = name, spelled
    locked.save(update_fields=["name", "folded"])
    _touch(locked, at)
    record(
        type="post.renamed",
        by=by,
        organisation=locked.organisation,
        subject=locked,
        details={"was": was},
        at=at,
    )


@transaction.atomic
def merge_posts(into: Post, *, other: Post, by: User, at: datetime) -> None:
    """Make two posts of an organisation one: what the other owns, who holds it, and how it was spelled."""
    remaining, merged = _locked(into), _locked(other)
    if remaining.pk == merged.pk or remaining.organisation_id != merged.organisation_id:
        raise ValueError("Two different posts of one organisation are merged.")
    _touch(merged, at)
    merged.ownerships.update(post=remaining)
    _move_holders(merged, remaining)
    merged.aliases.update(post=remaining)
    spelling = {
        "organisation": remaining.organisation,
        "post": remaining,
        "name": merged.name,
        "folded": merged.folded,
    }
    record(
        type="post.merged",
        by=by,
        organisation=remaining.organisation,
        subject=remaining,
        details={"merged": merged.name},
        at=at,
    )
    merged.delete()
    PostAlias.objects.create(**spelling)


def _locked(post: Post) -> Post:
    """The post as it is now, with nobody else naming posts of the organisation meanwhile."""
    Organisation.objects.select_for_update().get(pk=post.organisation_id)
    return Post.objects.select_related("organisation").get(pk=post.pk)


def _move_holders(merged: Post, remaining: Post) -> None:
    """Who holds both from the same day on holds the one once, for as long as the longer."""
    known = {(holder.user_id, holder.from_on): holder for holder in remaining.holders.all()}
    for holder in merged.holders.all():
        same = known.get((holder.user_id, holder.from_on))
        if same is None:
            holder.post = remaining
            holder.save(update_fields=["post"])
        elif same.to_on is not None and (holder.to_on is None or holder.to_on > same.to_on):
            same.to_on = holder.to_on
            same.save(update_fields=["to_on"])


def _touch(post: Post, at: datetime) -> None:
    """Note that the plans in which the post owns anything have changed: an import into them is built on."""
    plans = post.ownerships.order_by().values("action__plan")
    Plan.objects.filter(pk__in=plans).update(changed_at=at)
