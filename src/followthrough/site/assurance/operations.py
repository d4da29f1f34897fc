"""What changes about assurance actions. Each operation is one transaction and leaves one event."""

from collections.abc import Container, Mapping
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from followthrough.plan.document import Status
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.rules.occurrences import is_rule
from followthrough.site import clock
from followthrough.site.assurance.models import CalendarFeed, Level, LevelWords, OccurrenceRecord, Schedule
from followthrough.site.assurance.timetable import (
    Occurrence,
    levels_in_words,
    next_due,
    present_schedule,
    recurs,
    timetable,
)
from followthrough.site.history.operations import record
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.roles import Permission
from followthrough.site.register.duties import refuse_ending_own_action
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Action
from followthrough.site.register.plan_events import record_in
from followthrough.site.register.posts.queries import answers_for


class AssuranceError(Exception):
    """What can't be done to an assurance action: one sentence for a person. Nothing has changed."""


def may_record(action: Action, *, user: User, may: Container[Permission], day: date) -> bool:
    """The office may record for everybody; who answers returns may for the actions of their posts."""
    if Permission.EDIT_PLANS in may:
        return True
    return Permission.ANSWER_RETURNS in may and answers_for(action, user=user, day=day)


def occurrences_to_record(action: Action, *, day: date) -> list[Occurrence]:
    """The times of an action that something may be recorded of: all that fell due, and the next one."""
    coming = next_due(action, day=day)
    return timetable([action], last=coming or day, day=day)


@transaction.atomic
def record_occurrence(
    action: Action,
    *,
    due_on: date,
    outcome: str,
    on: date | None,
    level: str,
    evidence: str,
    link: str,
    seen: int,
    by: User,
    at: datetime,
) -> OccurrenceRecord:
    """Record that one time was done, with its day, level and evidence, or missed, with why.

    `seen` is the record of that time that the person saw, 0 for none. A correction is a record more; the last
    one counts. Raises AssuranceError.
    """
    plan, today = locked_plan(action.plan), clock.day_of(at)
    row = Action.objects.select_related("plan").get(pk=action.pk)
    row.plan = plan
    found = next((each for each in occurrences_to_record(row, day=today) if each.due_on == due_on), None)
    if found is None:
        raise AssuranceError(f"Nothing of this action falls due on {day_in_words(due_on)}.")
    if found.record != seen:
        raise AssuranceError("Somebody recorded this one meanwhile. Read what they wrote, then record yours.")
    is_done = outcome == OccurrenceRecord.Outcome.DONE
    _refuse_what_lacks(is_done, on, level, evidence, link, today)
    made = OccurrenceRecord.objects.create(
        action=row,
        due_on=due_on,
        outcome=outcome,
        on=on if is_done else None,
        level=level if is_done else "",
        evidence=evidence.strip(),
        link=link.strip(),
        by=by,
        at=at,
    )
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    assurance = levels_in_words(plan.organisation).get(level, "").lower()
    done = f"done on {day_in_words(on)}, with {assurance} assurance" if is_done and on else "missed"
    because = f": {evidence.strip()[:200].rstrip('.')}" if evidence.strip() else ""
    record_in(
        plan,
        "assurance.recorded",
        by=by,
        at=at,
        of=row,
        due_on=day_in_words(due_on),
        outcome=done,
        because=because,
    )
    return made


def _refuse_what_lacks(
    is_done: bool, on: date | None, level: str, evidence: str, link: str, today: date
) -> None:
    if not is_done and not evidence.strip():
        raise AssuranceError("Say why it was missed.")
    if is_done and on is None:
        raise AssuranceError("Enter the day on which it was done.")
    if is_done and on is not None and on > today:
        raise AssuranceError(f"{day_in_words(on)} has not come yet. Enter the day on which it was done.")
    if is_done and level not in Level:
        raise AssuranceError("Choose the level of assurance that it gave.")
    if is_done and not (evidence.strip() or link.strip()):
        raise AssuranceError("Say what shows that it was done, or give a link to it.")


@transaction.atomic
def change_schedule(
    action: Action,
    *,
    rule: str,
    words: str,
    counted_from: date,
    from_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> Schedule:
    """Say how an action recurs from a day on, by an RFC 5545 rule. What fell due before stays as it was.

    Raises AssuranceError.
    """
    plan = locked_plan(action.plan)
    row = Action.objects.get(pk=action.pk)
    last = present_schedule(row)
    if not recurs(row) or not row.is_open:
        raise AssuranceError("Only an open assurance action falls due again and again.")
    if not is_rule(rule):
        raise AssuranceError(f"“{words}” never falls due. Write it like “quarterly” or “each June”.")
    if last is not None and from_on < last.from_on:
        raise AssuranceError(
            f"It was changed from {day_in_words(last.from_on)} on already. Enter that day or a later one."
        )
    if not reason.strip():
        raise AssuranceError("Say why this changes.")
    made = Schedule.objects.create(
        action=row,
        rule=rule,
        words=words,
        counted_from=counted_from,
        from_on=from_on,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    record_in(
        plan,
        "assurance.scheduled",
        by=by,
        at=at,
        of=row,
        words=words,
        from_on=day_in_words(from_on),
        because=f" (reason: {reason.strip()})",
    )
    return made


@transaction.atomic
def end_assurance(action: Action, *, forum: str, on: date, words: str, by: User, at: datetime) -> Schedule:
    """Record the decision of a forum, on a day, that an assurance action ends. It is closed from then on.

    Raises AssuranceError, and OwnWorkError where `by` answers for the action.
    """
    locked_plan(action.plan)
    row = Action.objects.select_related("plan__organisation").get(pk=action.pk)
    today = clock.day_of(at)
    refuse_ending_own_action(row, by=by, day=today)
    last = present_schedule(row)
    if not recurs(row) or not row.is_open:
        raise AssuranceError("This action has ended already, or is no assurance action.")
    if not forum.strip() or not words.strip():
        raise AssuranceError("Name the forum that decided it, and say why.")
    if on > today:
        raise AssuranceError(f"{day_in_words(on)} has not come yet. Enter the day of the decision.")
    if last is not None and on < last.from_on:
        raise AssuranceError(f"It was changed on {day_in_words(last.from_on)}, after that day.")
    made = Schedule.objects.create(
        action=row, rule="", from_on=on, forum=forum.strip(), reason=words.strip(), by=by, at=at
    )
    decision = f"Ended by {forum.strip()} on {day_in_words(on)}: {words.strip()}"
    set_decided_status(row, status=Status.CLOSED, words=decision, by=by, at=at)
    return made


@transaction.atomic
def word_levels(organisation: Organisation, *, words: Mapping[str, str], by: User, at: datetime) -> None:
    """Call the levels of assurance by the organisation's own words; empty for the usual one."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = levels_in_words(organisation)
    LevelWords.objects.filter(organisation=organisation).delete()
    LevelWords.objects.bulk_create(
        LevelWords(organisation=organisation, level=level, words=words[level].strip())
        for level in Level.values
        if words.get(level, "").strip()
    )
    now = levels_in_words(organisation)
    changed = [f"“{before[level]}” is now “{now[level]}”" for level in now if now[level] != before[level]]
    if changed:
        record(
            type="assurance.level_words_changed",
            by=by,
            organisation=organisation,
            subject=organisation,
            at=at,
            details={"words": "; ".join(changed)},
        )


@transaction.atomic
def make_calendar(user: User, *, organisation: Organisation, at: datetime) -> CalendarFeed:
    """Give a person an address for their calendar. The one they had no longer works."""
    _withdraw(user, organisation, at)
    feed = CalendarFeed.objects.create(user=user, organisation=organisation, key=uuid4(), created_at=at)
    record(type="assurance.calendar_made", by=user, organisation=organisation, subject=user, at=at)
    return feed


@transaction.atomic
def withdraw_calendar(user: User, *, organisation: Organisation, at: datetime) -> None:
    """Stop a person's calendar address. Asked twice it counts once."""
    if _withdraw(user, organisation, at):
        record(type="assurance.calendar_withdrawn", by=user, organisation=organisation, subject=user, at=at)


def _withdraw(user: User, organisation: Organisation, at: datetime) -> int:
    there = CalendarFeed.objects.filter(user=user, organisation=organisation, withdrawn_at=None)
    return there.update(withdrawn_at=at)
