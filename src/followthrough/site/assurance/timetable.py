"""When assurance actions fall due and what became of each time, for pages, files, reports and checks.

`timetable(actions, first=…, last=…, day=…)` has the occurrences between two days, both included, as plain
rows in a constant number of queries; `missed_now` those that count as missed. Policy: rules/occurrences.py.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models import Q, QuerySet

from followthrough.plan.document import Occurrence as OccurrenceOfPlan
from followthrough.plan.document import Status
from followthrough.rules.occurrences import (
    RHYTHM_FROM,
    Rhythm,
    State,
    due_days,
    missed_running,
    rule_of,
    state_on,
)
from followthrough.site import clock
from followthrough.site.assurance.models import Level, LevelWords, OccurrenceRecord, Schedule
from followthrough.site.people.models import Organisation
from followthrough.site.register.facts import when_of
from followthrough.site.register.models import Action, Plan

RECURRING = Q(kind="assurance") | Q(status=Status.ASSURANCE.value)
STATE_WORDS: dict[State, str] = {"done": "Done", "done_late": "Done late", "missed": "Missed", "due": "Due"}
# Before any plan that was ever kept here.
_FIRST = date(2000, 1, 1)


@dataclass(frozen=True)
class Occurrence:
    """One time that an action falls due, with what was recorded of it last (`record` 0: nothing).

    `level_words` is the level of assurance in the organisation's words; `evidence` what shows that it was
    done, or why it was missed.
    """

    action: int
    number: int
    ref: str | None
    title: str
    plan_slug: str
    plan_title: str
    due_on: date
    state: State
    outcome: str | None = None
    on: date | None = None
    level: str = ""
    level_words: str = ""
    evidence: str = ""
    link: str = ""
    by: str = ""
    at: datetime | None = None
    record: int = 0

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return f"{self.action}-{self.due_on}"

    @property
    def name(self) -> str:
        return f"{self.ref} {self.title}" if self.ref else self.title


def recurring_actions(plan: Plan) -> QuerySet[Action]:
    """The assurance actions of a plan, in its order."""
    return plan.actions.filter(RECURRING, archived_at=None).select_related("plan")


def recurs(action: Action) -> bool:
    return action.kind == "assurance" or action.status == Status.ASSURANCE


def timetable(actions: Iterable[Action], *, first: date = _FIRST, last: date, day: date) -> list[Occurrence]:
    """The occurrences of these actions between two days, the earliest first, as they stand on a day.

    The actions have their plans at hand. Of one that has ended, those that something was recorded of.
    """
    there = list(actions)
    schedules, records = _schedules_of(there), _records_of(there, first, last)
    words = level_words_of({action.plan.organisation_id for action in there}) if any(records.values()) else {}
    found = []
    for action in there:
        days = set(records[action.pk])
        if action.is_open:
            days.update(due_days(rhythms_of(action, schedules[action.pk]), first, last))
        found += [_occurrence(action, due_on, records[action.pk].get(due_on), words, day) for due_on in days]
    return sorted(found, key=lambda each: (each.due_on, each.plan_title, each.number))


def missed_now(actions: Iterable[Action], *, day: date) -> dict[int, list[Occurrence]]:
    """By the key of each action that was missed last: the times missed since one was done."""
    by_action: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for each in timetable([action for action in actions if action.is_open], last=day, day=day):
        by_action[each.action].append(each)
    missed = {key: missed_running(each, day) for key, each in by_action.items()}
    return {
        key: [each for each in found if isinstance(each, Occurrence)]
        for key, found in missed.items()
        if found
    }


def next_due(action: Action, *, day: date) -> date | None:
    """The next day on which an action falls due, from a day on; None where it doesn't within five years."""
    rhythms = rhythms_of(action, _schedules_of([action])[action.pk]) if action.is_open else []
    years = (1, 5)
    ahead = (due_days(rhythms, day, day + timedelta(days=366 * number)) for number in years)
    return next((days[0] for days in ahead if days), None)


def rhythms_of(action: Action, schedules: Iterable[Schedule]) -> list[Rhythm]:
    """How an action recurs, one rhythm after the other: as its dates say, then as each schedule does."""
    start = when_of(action.start)
    begins = start.earliest if start else None
    agreed = clock.day_of(action.plan.approved_at or action.plan.created_at)
    counted_from = begins or RHYTHM_FROM
    by_words = rule_of(when_of(action.due), start) or ""
    steps = [(by_words, counted_from, max(begins or agreed, agreed))]
    steps += [(each.rule, each.counted_from or each.from_on, each.from_on) for each in schedules]
    ends = [following[2] - timedelta(days=1) for _, following in pairwise(steps)]
    return [
        Rhythm(rule, counted, first, last)
        for (rule, counted, first), last in zip(steps, [*ends, None], strict=True)
        if rule
    ]


def present_schedule(action: Action) -> Schedule | None:
    """The schedule that was entered last; None where the action goes by the words of its due date."""
    return action.schedules.order_by("from_on", "pk").last()


def level_words_of(organisations: Collection[int]) -> dict[tuple[int, str], str]:
    """By organisation and level: what the organisation calls it."""
    own = LevelWords.objects.filter(organisation__in=organisations)
    return {(each.organisation_id, each.level): each.words for each in own}


def levels_in_words(organisation: Organisation) -> dict[str, str]:
    """Each level in the organisation's words, else in the usual ones."""
    own = level_words_of([organisation.pk])
    return {level: own.get((organisation.pk, level), label) for level, label in Level.choices}


def told_to_the_register(plan: Plan, keys: Collection[int] | None) -> dict[int, list[OccurrenceOfPlan]]:
    """By action: its occurrences up to today, as a plan document has them; of a draft nothing is watched."""
    if plan.approved_at is None:
        return {}
    actions = recurring_actions(plan).order_by()
    there = list(actions if keys is None else actions.filter(pk__in=keys))
    today = clock.today()
    found: defaultdict[int, list[OccurrenceOfPlan]] = defaultdict(list)
    for each in timetable(there, last=today, day=today) if there else ():
        found[each.action].append(
            OccurrenceOfPlan.model_validate(
                {
                    "due_on": each.due_on,
                    "outcome": each.outcome,
                    "on": each.on,
                    "level": each.level_words or None,
                }
            )
        )
    return found


def _occurrence(
    action: Action,
    due_on: date,
    record: OccurrenceRecord | None,
    words: dict[tuple[int, str], str],
    day: date,
) -> Occurrence:
    bare = OccurrenceOfPlan(due_on=due_on)
    facts = {
        "action": action.pk,
        "number": action.number,
        "ref": action.ref,
        "title": action.title,
        "plan_slug": action.plan.slug,
        "plan_title": str(action.plan),
        "due_on": due_on,
    }
    if record is None:
        return Occurrence(**facts, state=state_on(bare, day))  # type: ignore[arg-type]  # as named above
    own = words.get((action.plan.organisation_id, record.level))
    return Occurrence(
        **facts,  # type: ignore[arg-type]  # as named above
        state=state_on(record, day),
        outcome=record.outcome,
        on=record.on,
        level=record.level,
        level_words=own or (Level(record.level).label if record.level else ""),
        evidence=record.evidence,
        link=record.link,
        by=str(record.by),
        at=record.at,
        record=record.pk,
    )


def _schedules_of(actions: Collection[Action]) -> defaultdict[int, list[Schedule]]:
    found: defaultdict[int, list[Schedule]] = defaultdict(list)
    for each in Schedule.objects.filter(action__in=[action.pk for action in actions]):
        found[each.action_id].append(each)
    return found


def _records_of(
    actions: Collection[Action], first: date, last: date
) -> defaultdict[int, dict[date, OccurrenceRecord]]:
    """By action and day: what was recorded last."""
    found: defaultdict[int, dict[date, OccurrenceRecord]] = defaultdict(dict)
    rows = OccurrenceRecord.objects.filter(
        action__in=[action.pk for action in actions], due_on__range=(first, last)
    )
    for each in rows.select_related("by").order_by("pk"):
        found[each.action_id][each.due_on] = each
    return found


def plans_missed(
    organisation: Organisation, *, day: date
) -> Iterator[tuple[Plan, dict[int, list[Occurrence]]]]:
    """Each plan of an organisation in which assurance actions were missed, with what was missed by action."""
    found = Action.objects.filter(RECURRING, archived_at=None, plan__organisation=organisation)
    actions = list(
        found.exclude(plan__state=Plan.State.ARCHIVED).select_related("plan").order_by("plan", "position")
    )
    missed = missed_now(actions, day=day)
    plans = {action.plan_id: action.plan for action in actions if action.pk in missed}
    for key, plan in plans.items():
        yield (
            plan,
            {
                action.pk: missed[action.pk]
                for action in actions
                if action.plan_id == key and action.pk in missed
            },
        )
