"""What each column of a table holds: its heading, its cells and the columns beside it, weighed together.

All columns are decided at once, as the assignment of the best total, so that a column that could be two
things takes the one that no other column wants more.
"""

import re
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
from followthrough.intake.scoring.words import shares_of_signs
from followthrough.intake.tables.column_reading import (
    CERTAIN,
    CHOSEN,
    SUITS_A_TITLE,
    ColumnReading,
    doubt_of,
    path_of,
    reason_for,
    with_months_alike,
    with_original_first,
)
from followthrough.intake.tables.headings import fold_heading
from followthrough.intake.tables.table import Table, count_of_each
from followthrough.plan.fields import BY_PERIOD, FIELDS

_COULD_BE_TITLE = {"note", "measures", "answers", "update", "theme", "workstream"}
_EARLIER = {"previous", "last", "prior", "earlier"}
_TIMES = {"current", "latest"} | _EARLIER
_TOLD = {"title", "update", "note"}
_REVISED = {"revised", "new", "extended", "amended"}
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WORD = re.compile(r"\w+")
# So many fields of each column are weighed against those of the others.
_WEIGHED = 6
# So many small numbers, and nothing else, count something, where dates stand in another column.
_MOSTLY_DATES = 0.5
_LEAST_COUNTED = 2
# What is less likely is no reason to call a column other than a note.
_LEAST = 0.08
# More than all other columns together can weigh against it.
_CHOSEN = 1000.0
# How sure the other tables of a document make it what a column holds.
_KNOWN = 0.97
# A field that is nearly as likely is a better guess than a note: it can be seen, and put right.
_NOTE_WEIGHS = 0.6
_CLOSE = log_of(0.2)
# A text printed once above several rows fills so few of them, of more than so many, beside one that fills so
# many of them with so long texts, of which so many order something or which is so likely what is promised.
_PRINTED_ONCE, _FEW_ROWS, _IN_EACH, _LEAST_PROMISED = 0.67, 3, 0.9, 15
_MOSTLY_ORDERS, _COULD_PROMISE, _MOSTLY_REF = 0.5, 0.2, 0.5


@dataclass(frozen=True)
class Weighed:
    """The columns of a table as they are seen, and how likely each is to hold each field: `alone`, by what it
    is itself, and `chances`, beside the others."""

    seen: Sequence[ColumnSeen]
    alone: Sequence[Mapping[str, float]]
    chances: Sequence[Mapping[str, float]]

    def surely(self, at: int, name: str) -> "Weighed":
        """The same, where the document's other tables tell what a column holds."""
        known = {field: _KNOWN if field == name else (1 - _KNOWN) / 50 for field in self.chances[at]}
        return replace(
            self, chances=[known if index == at else each for index, each in enumerate(self.chances)]
        )


def weigh_columns(table: Table, labels: frozenset[str] = frozenset()) -> Weighed:
    """The columns of a table, weighed; `labels` are the statuses of the file's own key, in lower case."""
    seen = columns_seen(table, labels)
    return Weighed(seen, *chances_of(seen))


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
    has_dates = any(column.cells.share("date") > _MOSTLY_DATES for column in seen)
    options = [_options(*each, has_dates) for each in zip(seen, weighed, chosen, strict=True)]
    assigned = _best_assignment(options)
    readings = [
        _reading(index, column, weighed[index], assigned[index], chosen[index], counted[index])
        for index, column in enumerate(seen)
        if column.heading.text or column.cells.filled
    ]
    readings = _with_revised_date(_without_addresses(readings, seen), seen)
    readings = _with_title(_by_their_times(readings), weighed, has_title)
    readings = _with_ref_in_each_row(_with_title_in_each_row(readings, columns), columns)
    readings = with_months_alike(_with_original_dates(readings), [column.heading.period for column in seen])
    return Decided(_without_stray_updates(readings), options, assigned)


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


def _as(reading: ColumnReading, field: str) -> ColumnReading:
    """The reading as another field, unless a person chose the one that it has."""
    return reading if reading.is_chosen else replace(reading, field=field)


def _with_title(
    readings: list[ColumnReading], weighed: Sequence[Mapping[str, float]], has_title: bool
) -> list[ColumnReading]:
    """A table of actions has a title: where no column is likely to be it, the one that is so most."""
    fields = {reading.field for reading in readings}
    lists_actions = fields & {"ref", "owner", "who_when"} and fields & {"due", "who_when", "status"}
    if "title" in fields or not (lists_actions or has_title):
        return readings
    free = [r for r in readings if not r.is_chosen]
    candidates = [r for r in free if r.field in _COULD_BE_TITLE] or (free if has_title else [])
    # Where only what was recommended stands beside what was done, the recommendation is what was promised.
    recommended = [r for r in candidates if r.field == "answers"]
    best = max(recommended or candidates, key=lambda r: weighed[r.index]["title"], default=None)
    if best is None:
        return readings
    doubt = f"No heading says what is to be done; the column “{best.heading}” was taken for it."
    title = replace(best, field="title", doubt=doubt, reason=SUITS_A_TITLE)
    return [title if r is best else r for r in readings]


def _with_title_in_each_row(readings: list[ColumnReading], columns: Weighed) -> list[ColumnReading]:
    """What is promised stands in every row: a text that is printed once, above several rows each of which has
    another text that could be promised, is the name of those."""
    title = next((reading for reading in readings if reading.field == "title"), None)
    if title is None or title.is_chosen or not _is_printed_once(columns.seen[title.index]):
        return readings
    right = [r for r in readings if r.index > title.index and not r.is_chosen]
    in_each = [r for r in right if _could_be_promised(columns, r.index)]
    best = max(in_each, key=lambda r: columns.chances[r.index]["title"], default=None)
    if best is None:
        return readings
    named = {reading.field for reading in readings}
    group = next((name for name in ("theme", "workstream") if name not in named), "note")
    became = {best.index: replace(best, field="title", reason=SUITS_A_TITLE), title.index: _as(title, group)}
    return [became.get(reading.index, reading) for reading in readings]


def _with_ref_in_each_row(readings: list[ColumnReading], columns: Weighed) -> list[ColumnReading]:
    """A ref that stands where the name of a group stands, and nowhere else, is that of the group."""
    ref = next((r for r in readings if r.field == "ref" and not r.is_chosen), None)
    groups = [r.index for r in readings if r.field in ("theme", "workstream")]
    if ref is None or not _is_printed_once(columns.seen[ref.index]):
        return readings
    filled = _filled(columns, ref.index)
    if not any(_filled(columns, index) == filled for index in groups):
        return readings
    right = (r for r in readings if r.index > ref.index and not r.is_chosen)
    own = next((r for r in right if columns.chances[r.index]["ref"] >= _MOSTLY_REF), None)
    became = {ref.index: _as(ref, "note")} | ({own.index: _as(own, "ref")} if own else {})
    return [became.get(reading.index, reading) for reading in readings]


def _filled(columns: Weighed, index: int) -> list[bool]:
    return [bool(text) for text in columns.seen[index].texts]


def _is_printed_once(column: ColumnSeen) -> bool:
    rows = len(column.texts)
    return rows > _FEW_ROWS and column.cells.filled <= _PRINTED_ONCE * rows


def _could_be_promised(columns: Weighed, at: int) -> bool:
    column = columns.seen[at]
    texts = [text for text in column.texts if text]
    if len(texts) < _IN_EACH * len(column.texts) or column.cells.mean_length < _LEAST_PROMISED:
        return False
    if any(text[:1].islower() for text in texts):
        # Rows that lines or pages cut go on with the one above.
        return False
    orders = shares_of_signs(texts).get("orders", 0.0)
    return columns.chances[at]["title"] >= _COULD_PROMISE or orders >= _MOSTLY_ORDERS


def _by_their_times(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Of columns headed alike but for "current" and "previous" none is what was promised, where another
    is, or is what was asked for: the current one reports, and the earlier one is a note."""
    became: dict[int, str] = {}
    for bare in {_without_time(reading.heading) for reading in readings} - {""}:
        twins = [reading for reading in readings if _without_time(reading.heading) == bare]
        others = {reading.field for reading in readings if reading not in twins}
        earlier = {reading.index for reading in twins if _EARLIER & set(_words(reading.heading))}
        is_told = 0 < len(earlier) < len(twins) and {reading.field for reading in twins} <= _TOLD
        if is_told and others & {"title", "answers"}:
            became |= {r.index: "note" if r.index in earlier else "update" for r in twins}
    return [_as(reading, became.get(reading.index, reading.field)) for reading in readings]


def _without_addresses(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """The addresses of owners who are named in another column are a note, and nobody else."""
    owners = {reading.index for reading in readings if reading.field == "owner"}
    addresses = {
        at for at in owners if all(_ADDRESS.fullmatch(text.strip()) for text in seen[at].texts if text)
    }
    is_named = bool(owners - addresses)
    return [_as(r, "note") if is_named and r.index in addresses else r for r in readings]


def _with_revised_date(readings: list[ColumnReading], seen: Sequence[ColumnSeen]) -> list[ColumnReading]:
    """A note of dates that is headed as the due date is, but for "revised", is the revised date."""
    due = [_WORD.findall(reading.heading.lower()) for reading in readings if reading.field == "due"]

    def is_revised(reading: ColumnReading) -> bool:
        words = _WORD.findall(reading.heading.lower())
        bare = [word for word in words if word not in _REVISED]
        has_dates = seen[reading.index].cells.share("date") > _MOSTLY_DATES
        return reading.field == "note" and has_dates and bare != words and bare in due

    return [_as(reading, "revised_due") if is_revised(reading) else reading for reading in readings]


def _words(heading: str) -> list[str]:
    return fold_heading(heading).split()


def _without_time(heading: str) -> str:
    """The words of a heading without the one that says which time they are of; "" where none does."""
    words = _words(heading)
    bare = [word for word in words if word not in _TIMES]
    return " ".join(bare) if bare != words else ""


def _without_stray_updates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside updates of named periods, comments of no period are a note and not another month's answer."""
    if not any(reading.field == "update" and reading.period for reading in readings):
        return readings
    has_status = any(reading.field == "status" and not reading.period for reading in readings)
    return [
        _as(r, "note") if r.field == "update" and not r.period and not has_status else r for r in readings
    ]


def _with_original_dates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside a revised date, the plain due date is the original one; an only date is the due date."""
    fields = {reading.field for reading in readings}
    if "revised_due" not in fields:
        if fields & {"due", "who_when"}:
            return readings
        only = "original_due" if "original_due" in fields else _only_forecast(readings)
        return [_as(r, "due") if r.field == only and not r.is_chosen else r for r in readings]
    if any(reading.is_chosen and reading.field == "due" for reading in readings):
        return [_as(r, "note") if r.field == "revised_due" else r for r in readings]
    renamed = {"revised_due": "due"} | ({} if "original_due" in fields else {"due": "original_due"})
    return with_original_first([_as(r, renamed.get(r.field, r.field)) for r in readings])


def _only_forecast(readings: list[ColumnReading]) -> str | None:
    """The forecast where one column of no period holds it: with no date agreed, it is what a plan goes by."""
    return "forecast" if [r.period for r in readings if r.field == "forecast"] == [None] else None
