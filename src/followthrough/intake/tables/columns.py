"""What each column of a table holds: its heading, its cells and the columns beside it, weighed together.

All columns are decided at once, as the assignment of the best total, so that a column that could be two
things takes the one that no other column wants more.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from followthrough.intake.corrections import Choice, Corrections
from followthrough.intake.scoring.columns import (
    ColumnSeen,
    certainty_of,
    chances_of,
    columns_seen,
    features_of_certainty,
    said_by_heading,
)
from followthrough.intake.scoring.weights import log_of
from followthrough.intake.tables.column_reading import (
    CERTAIN,
    CHOSEN,
    ColumnReading,
    doubt_of,
    path_of,
    reason_for,
)
from followthrough.intake.tables.columns_together import MOSTLY_DATES, settle_columns
from followthrough.intake.tables.table import Table, count_of_each
from followthrough.plan.fields import BY_PERIOD, FIELDS

# So many fields of each column are weighed against those of the others.
_WEIGHED = 6
# So many small numbers, and nothing else, count something, where dates stand in another column.
_LEAST_COUNTED = 2
# What is less likely is no reason to call a column other than a note.
_LEAST = 0.08
# More than all other columns together can weigh against it.
_CHOSEN = 1000.0
# How sure other columns, and the other tables of a document, make it what a column holds.
_KNOWN = 0.97
# A field that is nearly as likely is a better guess than a note: it can be seen, and put right.
_NOTE_WEIGHS = 0.6
_CLOSE = log_of(0.2)


@dataclass(frozen=True)
class Weighed:
    """The columns of a table as they are seen, and how likely each is to hold each field: `alone`, by what it
    is itself, and `chances`, beside the others."""

    seen: Sequence[ColumnSeen]
    alone: Sequence[Mapping[str, float]]
    chances: Sequence[Mapping[str, float]]

    def surely(self, at: int, name: str) -> "Weighed":
        """The same, where other columns or other tables tell what a column holds."""
        known = {field: _KNOWN if field == name else (1 - _KNOWN) / 50 for field in self.chances[at]}
        return replace(
            self, chances=[known if index == at else each for index, each in enumerate(self.chances)]
        )


def weigh_columns(table: Table, labels: frozenset[str] = frozenset()) -> Weighed:
    """The columns of a table, weighed; `labels` are the statuses of the file's own key, in lower case."""
    seen = columns_seen(table, labels)
    weighed = Weighed(seen, *chances_of(seen))
    for index in table.states:
        weighed = weighed.surely(index, "status")
    return weighed


_Option = tuple[str, str | None, float]


@dataclass(frozen=True)
class Decided:
    """The readings of a table's columns, the fields that each could be, and the one that was assigned."""

    readings: Sequence[ColumnReading]
    options: Sequence[Sequence[_Option]]
    assigned: Sequence[_Option]


def read_columns(
    columns: Weighed, corrections: Corrections | None = None, *, has_title: bool = False
) -> list[ColumnReading]:
    """One reading for each column that has a heading or cells, in order.

    `corrections` are what a person said of the columns; `has_title` tells that one of them says what is to be
    done, as somebody said that the table is the plan.
    """
    decided = decide_columns(columns, corrections, has_title=has_title)
    readings = [_with_certainty(reading, columns, decided) for reading in decided.readings]
    return [_with_other(reading, columns.chances[reading.index], decided) for reading in readings]


def decide_columns(
    columns: Weighed, corrections: Corrections | None = None, *, has_title: bool = False
) -> Decided:
    """What each column is taken for, before it is asked how certain that is."""
    seen, weighed = columns.seen, columns.chances
    counted = count_of_each([column.heading for column in seen])
    corrections = corrections or Corrections()
    chosen = [
        corrections.of(column.heading.text, column.heading.group, nth)
        for column, nth in zip(seen, counted, strict=True)
    ]
    has_dates = any(column.cells.share("date") > MOSTLY_DATES for column in seen)
    options = [_options(*each, has_dates) for each in zip(seen, weighed, chosen, strict=True)]
    assigned = _best_assignment(options)
    readings = [
        _reading(index, column, weighed[index], assigned[index], chosen[index], counted[index])
        for index, column in enumerate(seen)
        if column.heading.text or column.cells.filled
    ]
    settled = settle_columns(readings, seen, weighed, has_title=has_title)
    return Decided(settled, options, assigned)


def signs_of_certainty(reading: ColumnReading, columns: Weighed, decided: Decided) -> dict[str, float]:
    """What tells how certain the reading of a column is."""
    name, said = decided.assigned[reading.index][0], columns.seen[reading.index].heading.scores()
    return features_of_certainty(reading.index, name, reading.field, columns.alone, columns.chances, said)


def _with_certainty(reading: ColumnReading, columns: Weighed, decided: Decided) -> ColumnReading:
    if reading.is_chosen:
        return reading
    certain = replace(reading, chance=certainty_of(signs_of_certainty(reading, columns, decided)))
    column = columns.seen[reading.index]
    return replace(certain, doubt=reading.doubt or doubt_of(certain, column.heading.scores(), column.cells))


def _options(
    column: ColumnSeen, chances: Mapping[str, float], choice: Choice | None, has_dates: bool
) -> list[_Option]:
    """The fields that a column may be, each with its period and its score; one that a person chose has no
    other, but to stay a note."""
    period = column.heading.period
    if choice:
        name, period = choice[0], choice[1] or period
        return [(name, period if name in BY_PERIOD else None, _CHOSEN), ("note", None, 0.0)]
    likely = sorted(chances, key=lambda name: -chances[name])[:_WEIGHED]
    is_counted = has_dates and column.cells.filled >= _LEAST_COUNTED and column.cells.counts == 1
    fields = [
        name
        for name in likely
        if name != "note" and chances[name] >= _LEAST and not (is_counted and _is_date(name))
    ]
    # A column whose heading says word for word what it is is understood: it is no note.
    named = [chances.get(name, 0.0) for name, score in column.heading.scores().items() if score >= 1]
    note = ("note", None, log_of(max(_NOTE_WEIGHS * min([chances["note"], *named]), _LEAST)))
    return [*((name, period if name in BY_PERIOD else None, log_of(chances[name])) for name in fields), note]


def _is_date(name: str) -> bool:
    """Whether a field is a day, which a count of days is not: "Days overdue"."""
    return name in FIELDS and FIELDS[name].kind == "date"


def _best_assignment(options: list[list[_Option]]) -> list[_Option]:
    """One option a column so that the total is highest and no single field is used twice."""
    # Only a field that two columns want has to be watched: the others are each column's own affair.
    wants = Counter(slot for column in options for slot in {_slot(option) for option in column} if slot)
    best: dict[frozenset[str], tuple[float, list[_Option]]] = {frozenset(): (0.0, [])}
    for column in options:
        reached: dict[frozenset[str], tuple[float, list[_Option]]] = {}
        for used, (total, chosen) in best.items():
            for option in column:
                key = _slot(option)
                if key in used:
                    continue
                now = used | {key} if wants[key] > 1 else used
                value = total + option[2]
                if now not in reached or reached[now][0] < value:
                    reached[now] = (value, [*chosen, option])
        best = reached
    return max(best.values(), key=lambda state: state[0])[1] if best else []


def _slot(option: _Option) -> str:
    name, period, _ = option
    if name == "status":
        return f"{name}:{period}"
    return name if name in FIELDS and not FIELDS[name].many else ""


def _reading(
    index: int,
    column: ColumnSeen,
    chances: Mapping[str, float],
    option: _Option,
    choice: Choice | None,
    nth: int | None,
) -> ColumnReading:
    name, period, _ = option
    heading = column.heading
    doubt = None
    if choice and name != choice[0]:
        doubt = f"The column “{heading.text}” and another were chosen to hold the same, which only one can."
    reason = CHOSEN if choice else reason_for(name, said_by_heading(column), column.cells)
    return ColumnReading(
        index, heading.text, heading.group, name, period,
        doubt=doubt,
        reason=reason, is_chosen=choice is not None, spanning=heading.spanning, nth=nth,
        chance=1.0 if choice else chances[name],
    )  # fmt: skip


def _with_other(reading: ColumnReading, chances: Mapping[str, float], decided: Decided) -> ColumnReading:
    """The reading with the one that was nearly as good: where it is far from certain any other, else one that
    is close and that no other column has."""
    name, options = decided.assigned[reading.index][0], decided.options[reading.index]
    if reading.is_chosen:
        return reading
    if reading.chance < CERTAIN:
        best = max((other for other in chances if other != name), key=lambda other: chances[other])
        period = next((option[1] for option in options if option[0] == best), None)
    else:
        taken = set(map(_slot, decided.assigned)) - {""}
        rivals = [option for option in options if option[0] != name and _slot(option) not in taken]
        best, period, score = max(rivals, key=lambda option: option[2], default=("note", None, log_of(0)))
        if score < _CLOSE:
            return reading
    other = path_of(best, reading.heading, period)
    return reading if best == reading.field else replace(reading, other=other)
