"""Any number of invented councils, each with a plan of any size: the same numbers give the same plans."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

from followthrough.plan.document import Action, Owner, PlanDocument, SchemeEntry, Status, Update
from followthrough.plan.statuses import LABELS
from followthrough.plan.when import When, read_when
from followthrough.plan.when.periods import last_day_of
from followthrough.rules.calendars import months_after

_BIRDS_AND_HERBS = (
    "Bracken", "Curlew", "Dunlin", "Finch", "Heron", "Kestrel", "Lapwing", "Linnet", "Mallow", "Merlin",
    "Otter", "Plover", "Siskin", "Sorrel", "Swift", "Tansy", "Teal", "Wagtail", "Wren", "Yarrow",
)  # fmt: skip
_PLACES = (
    "beck", "combe", "croft", "dale", "fold", "garth", "holt", "hurst", "lea", "mere",
    "moor", "rigg", "shaw", "stow", "thorpe", "thwaite", "tarn", "wick", "wold", "worth",
)  # fmt: skip

_THEMES = ("Governance", "Finance", "People", "Homes", "Buying", "Assurance")
_WORKSTREAMS = ("Rules", "Records", "Skills", "Delivery")
_VERBS = ("Agree", "Publish", "Review", "Test", "Replace", "Train staff in", "Report on", "Map")
_THINGS = (
    "the register of contracts", "the answers to complaints", "the budget for repairs", "the buying rules",
    "the open audit points", "the plan for winter", "the survey of tenants", "the induction of managers",
    "the forecast of demand", "the review of fees", "the register of risks",
)  # fmt: skip
_AFTER = (
    "with each directorate", "before the committee meets", "for every ward", "and share what was learnt",
    "so that residents can see it", "within the budget", "by the agreed method",
)  # fmt: skip
_DIRECTORS = tuple(f"Director of {name}" for name in ("Finance", "Law", "People", "Homes", "Place", "Health"))
_TEAMS = ("Audit", "Legal", "Payroll", "Repairs", "Care", "Schools", "Roads", "Parks", "Benefits", "Planning")
_POSTS = tuple(f"{post} {team}" for team in _TEAMS for post in ("Head of", "Manager of", "Lead for"))
_STAGES = 6
_TO_A_MAIN_ACTION = 10
# In months: from done to closed, and the most that is no significant slippage.
_CLOSED_AFTER, _MEDIUM = 3, 2


class _Course(NamedTuple):
    """How an action goes, in months from the first: when it starts, is due, is forecast late, is done."""

    start: int
    due: int
    slips_at: int
    late: int
    done: int


def council_name(number: int) -> str:
    """The name of an invented council, another one for each number from 0 on."""
    again, number = divmod(number, len(_BIRDS_AND_HERBS) * len(_PLACES))
    place, bird = divmod(number, len(_BIRDS_AND_HERBS))
    name = f"{_BIRDS_AND_HERBS[bird]}{_PLACES[(place + bird) % len(_PLACES)]} Council"
    return f"{'New ' * again}{name}"


def council_plan(number: int, *, actions: int, periods: Sequence[str]) -> PlanDocument:
    """The plan of an invented council, with an update of each action for each period, oldest first."""
    chance = Random(number)  # noqa: S311  # the same plan each time, and nothing secret
    return PlanDocument.model_construct(
        title=f"{council_name(number).removesuffix(' Council')} Improvement Plan",
        organisation=council_name(number),
        as_at=last_day_of(periods[-1]),
        scheme=_scheme(),
        actions=[_action(place, actions, periods, chance) for place in range(actions)],
    )


def _scheme() -> list[SchemeEntry]:
    shown = (
        Status.NOT_DUE, Status.ON_TRACK, Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE,
        Status.COMPLETE, Status.CLOSED,
    )  # fmt: skip
    return [SchemeEntry(label=LABELS[status], status=status) for status in shown]


def _action(place: int, actions: int, periods: Sequence[str], chance: Random) -> Action:
    theme, workstream = _place_in_plan(place, actions)
    course = _course(len(periods), chance)
    due = _month(periods[0], course.due)
    above = place - place % _TO_A_MAIN_ACTION
    ref = _ref(place, actions)
    return Action.model_construct(
        ref=ref,
        printed_ref=ref,
        parent=None if above == place else _ref(above, actions),
        kind="main" if above == place else "action",
        theme=theme,
        workstream=workstream,
        title=f"{chance.choice(_VERBS)} {chance.choice(_THINGS)} {chance.choice(_AFTER)}, step {place + 1}",
        owners=[
            Owner.model_construct(role="Director Lead", name=_DIRECTORS[_THEMES.index(theme)]),
            Owner.model_construct(role="Update Owner", name=_POSTS[place % len(_POSTS)]),
        ],
        start=_month(periods[0], course.start),
        due=due,
        original_due=due,
        updates=list(_updates(course, periods)),
    )


def _ref(place: int, actions: int) -> str:
    theme, _ = _place_in_plan(place, actions)
    return f"{theme[0]}{_THEMES.index(theme) + 1}.{place + 1}"


def _place_in_plan(place: int, actions: int) -> tuple[str, str]:
    part = place * len(_THEMES) * len(_WORKSTREAMS) // actions
    theme, workstream = divmod(part, len(_WORKSTREAMS))
    return _THEMES[theme], _WORKSTREAMS[workstream]


def _course(months: int, chance: Random) -> _Course:
    start = chance.randrange(-6, months)
    due = start + chance.randrange(4, 18)
    late = chance.choice((0, 0, 0, 0, 1, 2, 4, 7))
    return _Course(start, due, slips_at=chance.randrange(start + 1, due), late=late, done=due + late)


@cache
def _month(first: str, months: int) -> When:
    """The month so many months after a period."""
    return read_when(f"{months_after(date.fromisoformat(f'{first}-01'), months):%B %Y}")


def _updates(course: _Course, periods: Sequence[str]) -> Iterator[Update]:
    for month, period in enumerate(periods):
        status = _status(course, month)
        is_late = status in (Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE)
        yield Update.model_construct(
            period=period,
            status=status,
            status_text=LABELS[status],
            text=_text(course, status, month),
            forecast=_month(periods[0], course.due + course.late) if is_late else None,
        )


def _status(course: _Course, month: int) -> Status:
    if month < course.start:
        return Status.NOT_DUE
    if month >= course.done:
        return Status.CLOSED if month >= course.done + _CLOSED_AFTER else Status.COMPLETE
    if month < course.slips_at or not course.late:
        return Status.ON_TRACK
    return Status.MEDIUM_SLIPPAGE if course.late <= _MEDIUM else Status.SIGNIFICANT_SLIPPAGE


def _text(course: _Course, status: Status, month: int) -> str:
    if status is Status.NOT_DUE:
        return f"The work begins in {course.start - month} months; nothing that it needs is in doubt."
    if status is Status.CLOSED:
        return f"Closed {month - course.done - _CLOSED_AFTER} months ago; the evidence is with the committee."
    if status is Status.COMPLETE:
        return f"Done. The evidence was checked {month - course.done} months later and is kept by the office."
    stage = 1 + _STAGES * (month - course.start) // (course.done - course.start)
    return f"Stage {stage} of {_STAGES} is under way, in month {month - course.start + 1} of the work."
