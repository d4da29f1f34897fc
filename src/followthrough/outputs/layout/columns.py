"""The columns of a plan: those it was laid out in, and after them what they have no room for."""

from calendar import month_name
from collections.abc import Iterable, Iterator

from followthrough.outputs.layout.action_text import reader_of
from followthrough.plan.document import Column, PlanDocument
from followthrough.plan.fields import FIELDS, IN_WORDS
from followthrough.plan.when.periods import words_of

_BEFORE_OWNERS = ("theme", "workstream", "ref", "title", "measures", "answers")
_AFTER_OWNERS = (*IN_WORDS, "start", "original_due", "due", "risk:rating", "risk:description")
_MONTHS = frozenset(month_name[1:])
# These stand on the left where they have to be added: a row is found by them.
_LEADING = ("theme", "workstream", "ref")


def columns_of(plan: PlanDocument) -> list[Column]:
    """The plan's own layout, then a column for each thing that its actions say beside it."""
    own = _once_each(map(_with_heading, map(_with_field, plan.layout)))
    present = {column.field for column in own} | {f"note:{role}" for role in _roles(plan) if role}
    added = [
        column
        for column in _default_columns(plan)
        if not _covered(column, present) and _is_needed(column, plan)
    ]
    if own and not any(column.group for column in own):
        # A body that has no row of groups gets none: a file without a title would seem to have one.
        added = [column.model_copy(update={"group": None}) for column in added]
    leading = [column for column in added if column.field in _LEADING]
    return [*leading, *own, *(column for column in added if column not in leading)]


def _once_each(columns: Iterable[Column]) -> list[Column]:
    """One of those that hold the same under the same words: two would say it twice."""
    first: dict[tuple[str | None, str], Column] = {}
    for column in columns:
        first.setdefault((column.field, column.heading), column)
    return list(first.values())


def _covered(column: Column, present: set[str | None]) -> bool:
    field = column.field or ""
    kind = field.partition(":")[0]
    stands_in = {"who_when": kind in ("owner", "due"), "revised_due": field == "due"}
    return field in present or any(stands_in[other] for other in stands_in if other in present)


def _with_field(column: Column) -> Column:
    """A column that was not understood is kept as notes under its heading."""
    if column.field:
        return column
    return column.model_copy(update={"field": f"note:{column.heading}"})


def _with_heading(column: Column) -> Column:
    """A column without any heading stands under ours for what it holds, where we have one."""
    if column.heading or column.group or column.field not in FIELDS:
        return column
    return column.model_copy(update={"heading": FIELDS[column.field].label})


def _default_columns(plan: PlanDocument) -> Iterator[Column]:
    for field in _BEFORE_OWNERS:
        yield _column(field)
    for role in _roles(plan):
        yield Column(heading=role or "Owner", field=f"owner:{role}", group="Owners")
    for field in _AFTER_OWNERS:
        yield _column(field)
    for period in _periods(plan):
        for name in ("status", "update", "forecast"):
            yield _column(name, period)
    yield _column("change_control")
    for heading in _in_order_of_use(note.heading or "" for action in plan.actions for note in action.notes):
        yield Column(heading=heading or "Notes", field=f"note:{heading}")


def _column(field: str, period: str | None = None) -> Column:
    if period is None:
        return Column(heading=FIELDS[field].label, field=field)
    month = words_of(period)
    return Column(
        heading=f"{FIELDS[field].label} ({month})", field=f"{field}:{period}", group=f"Progress in {month}"
    )


def heading_alone(column: Column) -> str:
    """The heading for a format that has no row of groups, where a bare month would say too little."""
    if column.group and column.heading in _MONTHS:
        return f"{column.group} ({column.heading})"
    return column.heading


def _roles(plan: PlanDocument) -> list[str]:
    return _in_order_of_use(owner.role for action in plan.actions for owner in action.owners)


def _periods(plan: PlanDocument) -> list[str | None]:
    is_undated = any(update.period is None for action in plan.actions for update in action.updates)
    return [*([None] if is_undated else []), *plan.periods]


def _in_order_of_use(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _is_needed(column: Column, plan: PlanDocument) -> bool:
    field = column.field or ""
    # A body that lays its plan out without refs, and has none, gets no empty column for them.
    is_expected = field == "title" or (field == "ref" and not plan.layout)
    return is_expected or any(map(reader_of(field, ()), plan.actions))
