"""The life of a round: made, opened, locked, published, reopened. Each operation leaves one event."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from followthrough.outputs.wording import counted
from followthrough.plan.when.periods import words_of
from followthrough.rules.calendars import Days
from followthrough.rules.what_is_asked import Because, why_asked
from followthrough.site import clock
from followthrough.site.changes.taking_effect import take_effect
from followthrough.site.evidence.queries import CLAIMED, closure_lacks
from followthrough.site.people.models import User
from followthrough.site.register.editing.plan import agree_by_opening
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.plan_events import record_in
from followthrough.site.rounds.figures.queries import live_figures, publication_of
from followthrough.site.rounds.figures.standings import facts_of, status_of
from followthrough.site.rounds.forums import Meeting
from followthrough.site.rounds.models import ActionReturn, Publication, Round, Standing
from followthrough.site.rounds.queries import unanswered
from followthrough.site.rounds.states import (
    WrongStateError,
    locked_round,
    refuse_unless,
    touch,
)

BATCH = 500


@transaction.atomic
def make_rounds(
    plan: Plan,
    *,
    days: Sequence[Days],
    meetings: Mapping[str, Meeting] | None = None,
    by: User | None,
    at: datetime,
) -> list[Round]:
    """Make the rounds of a calendar and return those that are new: a period that has its round keeps it.

    `meetings`: to which meeting the round of a period goes.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    taken = set(plan.rounds.values_list("period", flat=True))
    new = [Round(plan=plan, made_at=at, **each._asdict()) for each in days if each.period not in taken]
    for round_ in new:
        meeting = (meetings or {}).get(round_.period)
        if meeting:
            round_.forum, round_.forum_on = meeting.forum.name, meeting.on
    if new:
        Round.objects.bulk_create(new)
        touch(plan, at)
        record_made(plan, new, type_="rounds.made", by=by, at=at)
    return new


def record_made(plan: Plan, new: Sequence[Round], *, type_: str, by: User | None, at: datetime) -> None:
    """Leave the event of several rounds that came to be at once."""
    periods = ", ".join(words_of(period) for period in sorted(round_.period for round_ in new))
    record_in(plan, type_, by=by, at=at, rounds=counted(len(new), "round"), periods=periods)


@transaction.atomic
def change_days(round_: Round, *, days: Days, by: User, at: datetime) -> None:
    """Move the days of a round that isn't locked. Its period stays. Raises WrongStateError."""
    locked = locked_round(round_)
    if locked.state != Round.State.PLANNED:
        refuse_unless(locked, Round.State.OPEN, "To move its days")
    now = Days(locked.period, locked.opens_on, locked.early_due_on, locked.due_on, locked.grace_ends_on)
    asked = days._replace(period=locked.period)
    if asked == now:
        return
    for name, day in asked._asdict().items():
        setattr(locked, name, day)
    locked.save()
    opens, due, grace = (f"{day:%-d %B %Y}" for day in (asked.opens_on, asked.due_on, asked.grace_ends_on))
    _record(
        locked,
        "round.dates_changed",
        by,
        at,
        days=f"it opens on {opens}, is due on {due} and ends on {grace}",
    )


@transaction.atomic
def set_forum(round_: Round, *, forum: str, forum_on: date | None, by: User, at: datetime) -> None:
    """Say which committee a round is taken to and when, whatever its state: the paper follows the figures."""
    locked = locked_round(round_)
    if (locked.forum, locked.forum_on) == (forum, forum_on):
        return
    locked.forum, locked.forum_on = forum, forum_on
    locked.save()
    _record(locked, "round.forum_set", by, at, forum=locked.forum_in_words or "no committee")


@transaction.atomic
def open_round(round_: Round, *, by: User | None, at: datetime) -> Round:
    """Ask for what the rules say of every action. Asked twice it counts once; `by` None: a command did it.

    Raises WrongStateError where it is locked or published.
    """
    locked = locked_round(round_)
    if locked.state == Round.State.OPEN:
        return locked
    refuse_unless(locked, Round.State.PLANNED, "To open it")
    locked.state, locked.opened_by, locked.opened_at = Round.State.OPEN, by, at
    locked.save()
    locked.plan = agree_by_opening(locked.plan, round_words=str(locked), by=by, at=at)
    asked = _ask(locked)
    if locked.plan.first_round_at is None:
        locked.plan.first_round_at = at
        locked.plan.save(update_fields=["first_round_at"])
    _record(locked, "round.opened", by, at, returns=counted(asked, "return"))
    return locked


def _ask(round_: Round) -> int:
    """Make a return of every action that the rules ask and that has none, and say how many."""
    known = set(round_.returns.values_list("action", flat=True))
    new = [
        ActionReturn(round=round_, action_id=action, because=because)
        for action, because in asked_by(round_).items()
        if action not in known
    ]
    ActionReturn.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def asked_by(round_: Round) -> dict[int, str]:
    """The keys of the actions that the rules ask for a return as the plan stands now, each with why.

    What is complete is asked while its closure lacks something that its owner can bring.
    """
    asked = {}
    for facts in facts_of(round_.plan, period=round_.period):
        because = why_asked(facts.promised(status_of(facts.said_up_to(round_.period))), round_.period)
        if because:
            asked[facts.row.pk] = because.value
    complete = [key for key, because in asked.items() if because == Because.COMPLETE]
    # Of what nobody has claimed, at least the day on which it was finished is lacking.
    claimed = list(Action.objects.filter(CLAIMED, pk__in=complete)) if complete else []
    lacks = closure_lacks(claimed) if claimed else {}
    return {key: because for key, because in asked.items() if lacks.get(key) != []}


@transaction.atomic
def lock_round(round_: Round, *, by: User, at: datetime) -> Round:
    """Take no more answers. Asked twice it counts once. Raises WrongStateError unless it is open."""
    locked = locked_round(round_)
    if locked.state == Round.State.LOCKED:
        return locked
    refuse_unless(locked, Round.State.OPEN, "To lock it")
    locked.state, locked.locked_by, locked.locked_at = Round.State.LOCKED, by, at
    locked.save()
    missing = unanswered(locked.returns.all()).count()
    _record(locked, "round.locked", by, at, missing=counted(missing, "return"))
    return locked


@transaction.atomic
def publish_round(round_: Round, *, by: User, at: datetime, signed_off_by: str = "") -> Publication:
    """Freeze how every action stands on the day of `at`, and the figures. Asked twice it counts once.

    `signed_off_by` names who answers for what is published. Raises WrongStateError unless it is locked.
    """
    locked = locked_round(round_)
    earlier = publication_of(locked)
    if locked.state == Round.State.PUBLISHED and earlier:
        return earlier
    refuse_unless(locked, Round.State.LOCKED, "To publish it")
    edition = earlier.edition + 1 if earlier else 1
    publication = _freeze(locked, edition=edition, by=by, at=at, signed_off_by=signed_off_by)
    locked.state, locked.published_by, locked.published_at = Round.State.PUBLISHED, by, at
    locked.save()
    _record(locked, "round.published", by, at, edition=publication.edition)
    _show_to_members(locked.plan, by=by, at=at)
    take_effect(locked.plan, by=by, at=at)
    return publication


def _show_to_members(plan: Plan, *, by: User, at: datetime) -> None:
    """End that a plan is kept from members: something of it is published now."""
    if plan.kept_from_members:
        plan.kept_from_members = False
        plan.save(update_fields=["kept_from_members"])
        record_in(plan, "plan.shown_to_members", by=by, at=at)


def _freeze(round_: Round, *, edition: int, by: User, at: datetime, signed_off_by: str) -> Publication:
    day = clock.day_of(at)
    standings, figures = live_figures(round_, day=day)
    publication = Publication.objects.create(
        round=round_,
        edition=edition,
        day=day,
        at=at,
        by=by,
        signed_off_by=signed_off_by or None,
        title=round_.plan.title,
        scheme=round_.plan.scheme,
        figures=figures.model_dump(mode="json"),
    )
    for standing in standings:
        standing.publication = publication
    Standing.objects.bulk_create(standings, batch_size=BATCH)
    return publication


@transaction.atomic
def reopen_round(round_: Round, *, reason: str, by: User, at: datetime) -> Round:
    """Take answers again; what was published stays, and publishing again makes the next edition.

    Asked twice it counts once. Raises WrongStateError where it was never opened or came with an import.
    """
    locked = locked_round(round_)
    if locked.state == Round.State.OPEN:
        return locked
    if locked.imported:
        raise WrongStateError(
            f"The {locked} came with an import and collected no returns, so it stays as it is."
        )
    if locked.state != Round.State.PUBLISHED:
        refuse_unless(locked, Round.State.LOCKED, "To reopen it")
    locked.state = Round.State.OPEN
    locked.locked_by = locked.locked_at = locked.published_by = locked.published_at = None
    locked.save()
    _ask(locked)
    _record(locked, "round.reopened", by, at, reason=reason)
    take_effect(locked.plan, by=by, at=at)
    return locked


def _record(round_: Round, type_: str, by: User | None, at: datetime, **details: str | int) -> None:
    touch(round_.plan, at)
    record_in(round_.plan, type_, by=by, at=at, of=round_, **details)
