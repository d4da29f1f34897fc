"""The life of an edition: drafted, made again, reviewed, published, withdrawn, or removed before it is."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from followthrough.site.editions import files
from followthrough.site.editions.making import make_in_background, publish_in_background
from followthrough.site.editions.models import Edition, PublicPage, Withdrawal
from followthrough.site.history.operations import record
from followthrough.site.people.models import User
from followthrough.site.register.duties import refuse_reviewing_own_paper
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import Round

State = Edition.State


class RefusedEditionError(Exception):
    """What was asked of an edition can't be done; the message says why and what to do."""


@transaction.atomic
def draft_edition(
    round_: Round, *, kind: str, audience: str, forum: str, forum_on: date | None, by: User, at: datetime
) -> Edition:
    """Have a paper on a round drafted, in the background. Raises RefusedEditionError for one imported."""
    if round_.imported:
        raise RefusedEditionError(
            f"The {round_} came with a file and was not published here. Choose a round that was run here."
        )
    plan = locked_plan(round_.plan)
    last = plan.editions.aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        plan=plan,
        round=round_,
        number=last + 1,
        kind=kind,
        audience=audience,
        forum=forum,
        forum_on=forum_on,
        period=round_.period,
        by=by,
        at=at,
        heard_at=at,
    )
    note(edition, "edition.drafted", by=by, at=at)
    make_in_background.enqueue(edition.pk)
    return edition


@transaction.atomic
def make_again(edition: Edition, *, forum: str, forum_on: date | None, by: User, at: datetime) -> Edition:
    """Make the draft anew from what is known now; whoever asks made it, and a review no longer counts.

    Raises RefusedEditionError where it is published, removed or a job is at it.
    """
    locked = locked_edition(edition)
    _refuse_unless(locked, (State.DRAFT, State.REVIEWED, State.FAILED), "made again")
    locked.forum, locked.forum_on, locked.by = forum, forum_on, by
    locked.reviewed_by = locked.reviewed_at = None
    locked.confirmed, locked.because, locked.failure = [], "", ""
    locked.state, locked.heard_at, locked.attempts = State.WAITING, at, 0
    locked.save()
    note(locked, "edition.made_again", by=by, at=at)
    make_in_background.enqueue(locked.pk)
    return locked


@transaction.atomic
def review_edition(edition: Edition, *, confirmed: Collection[str], by: User, at: datetime) -> Edition:
    """Say that the draft can be published as it is. Asked twice it counts once.

    `confirmed` are the commentators of whom the reviewer says that no comment came. Raises OwnWorkError for
    whoever made it, RefusedEditionError where it is no draft or a commentator is left open.
    """
    locked = locked_edition(edition)
    if locked.state == State.REVIEWED:
        return locked
    _refuse_unless(locked, (State.DRAFT,), "reviewed")
    refuse_reviewing_own_paper(by=by, made_by=locked.by)
    silent = [name for name in locked.no_comment_from if name not in confirmed]
    if silent:
        raise RefusedEditionError(
            f"Confirm that no comment was received from {', '.join(silent)}, or write it and make the paper "
            "again."
        )
    locked.state, locked.reviewed_by, locked.reviewed_at = State.REVIEWED, by, at
    locked.confirmed, locked.failure = list(locked.no_comment_from), ""
    locked.save()
    names = ", ".join(locked.confirmed)
    note(
        locked,
        "edition.reviewed",
        by=by,
        at=at,
        confirmed=f" and confirmed that no comment was received from {names}" if names else "",
    )
    return locked


@transaction.atomic
def publish_edition(edition: Edition, *, because: str, by: User, at: datetime) -> Edition:
    """Have a reviewed edition published, in the background; `because` answers for the questions left open.

    Asked twice it counts once. Raises RefusedEditionError where it is not reviewed or something is in its
    way.
    """
    locked = locked_edition(edition)
    if locked.state in (State.TO_PUBLISH, State.PUBLISHING, State.PUBLISHED):
        return locked
    _refuse_unless(locked, (State.REVIEWED,), "published")
    if any(not check["can_be_explained"] for check in locked.checks):
        raise RefusedEditionError("Something still stands in the way of publishing this paper. See below.")
    if locked.checks and not because.strip():
        raise RefusedEditionError("Say why the paper is published while grave questions are open.")
    locked.because, locked.failure = because.strip() if locked.checks else "", ""
    locked.state, locked.heard_at, locked.attempts = State.TO_PUBLISH, at, 0
    # Who publishes is known to the job by this; the row is published only with its moment.
    locked.published_by = by
    locked.save()
    note(
        locked,
        "edition.publishing",
        by=by,
        at=at,
        because=f", with grave questions open: {locked.because.rstrip('.')}" if locked.because else "",
    )
    publish_in_background.enqueue(locked.pk)
    return locked


@transaction.atomic
def withdraw_edition(edition: Edition, *, reason: str, by: User, at: datetime) -> Withdrawal:
    """Withdraw what was published, with a reason; nothing of it is deleted. Asked twice it counts once."""
    locked = locked_edition(edition)
    known = Withdrawal.objects.filter(edition=locked).first()
    if known:
        return known
    _refuse_unless(locked, (State.PUBLISHED,), "withdrawn")
    if not reason.strip():
        raise RefusedEditionError("Say why it is withdrawn.")
    withdrawal = Withdrawal.objects.create(edition=locked, reason=reason.strip(), by=by, at=at)
    note(locked, "edition.withdrawn", by=by, at=at, issue=locked.issue, reason=reason.strip())
    return withdrawal


@transaction.atomic
def remove_draft(edition: Edition, *, by: User, at: datetime) -> None:
    """Take a draft away, its files and content too; that it was there stays in the history."""
    locked = locked_edition(edition)
    if locked.state == State.REMOVED:
        return
    _refuse_unless(locked, (State.DRAFT, State.REVIEWED, State.FAILED), "removed")
    keys = list(locked.files.values_list("key", flat=True))
    locked.files.all().delete()
    locked.state, locked.content = State.REMOVED, None
    locked.save()
    note(locked, "edition.removed", by=by, at=at)
    transaction.on_commit(lambda: files.delete_files(keys))


@transaction.atomic
def set_public_page(plan: Plan, *, is_open: bool, words: str, contact: str, by: User, at: datetime) -> None:
    """Open or close the page on which everybody reads the public editions of a plan, and its own words."""
    plan = locked_plan(plan)
    page = PublicPage.objects.filter(plan=plan).first()
    was_open = bool(page and page.is_open)
    page = page or PublicPage(plan=plan, body_slug=plan.organisation.slug, slug=plan.slug)
    page.body, page.title = plan.organisation.name, str(plan)
    page.words, page.contact = words.strip(), contact.strip()
    page.is_open, page.by, page.at = is_open, by, at
    page.save()
    if is_open != was_open:
        type_ = "public_page.opened" if is_open else "public_page.closed"
        record(type=type_, by=by, organisation=plan.organisation, subject=plan, plan=plan, at=at)


def locked_edition(known: Edition) -> Edition:
    """The edition as it is now, held until the transaction ends."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("plan__organisation", "round", "by")
    return rows.get(pk=known.pk)


def note(edition: Edition, type_: str, *, by: User | None, at: datetime, **details: Any) -> None:
    """Leave an event of an edition, which names the paper in words."""
    audience = Edition.Audience(edition.audience).label.lower()
    forum = f" for {edition.forum_in_words}" if edition.forum_in_words else ""
    record(
        type=type_,
        by=by,
        organisation=edition.plan.organisation,
        subject=edition,
        plan=edition.plan,
        at=at,
        details={"paper": f"“{edition}” ({audience}){forum}", **details},
    )


def _refuse_unless(edition: Edition, states: Collection[str], done: str) -> None:
    if edition.state not in states:
        state = Edition.State(edition.state).label.lower()
        raise RefusedEditionError(f"This paper is {state}, so it can’t be {done} now.")
