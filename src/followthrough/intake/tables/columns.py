"""What each column of a table holds, by two witnesses: its heading and its cells.

All columns are decided at once, as the assignment of the best total, so that a column whose heading
could mean two things takes the one that no other column wants more.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from followthrough.intake.corrections import BY_PERIOD, Choice, Corrections
from followthrough.intake.tables.cells import Profile, fit, profile
from followthrough.intake.tables.column_headings import Heading, count_of_each, heading_of
from followthrough.intake.tables.column_reasons import CHOSEN, SUITS_A_TITLE, reason_for
from followthrough.intake.tables.finding import Table
from followthrough.intake.tables.headings import fields_of
from followthrough.intake.tables.status_letters import letters_under
from followthrough.plan.document import Column

_ONCE = {
    "ref", "title", "theme", "workstream", "start", "due", "original_due", "revised_due", "who_when",
    "priority", "risk:rating", "risk:description", "change_control",
}  # fmt: skip
_COULD_BE_TITLE = {"note", "measures", "answers", "update", "theme", "workstream"}
_CELLS_WEIGHT = 0.7
# So many rows, taken evenly, tell what a column holds.
_SAMPLE = 300
_FAINT = 0.7
# A heading that is not known leaves the word to the cells, where they are nearly all of one kind.
_BY_CELLS = -0.2
_LEAST = 0.35
_OVERRULED = 0.05
_CONTRADICTION = -0.4
# More than all other columns together can weigh against it.
_CHOSEN = 1000.0
_CLOSE = 0.15


@dataclass(frozen=True)
class ColumnReading:
    """What one column was taken for. `index` counts from 0; `doubt` is said where the witnesses differ.

    `reason` says why; `other` is the path of a field that it could be as well; `is_chosen` tells that a
    person said what it holds; `spanning` are the words that stand over it and others; `nth` counts from 1
    the columns of one heading, None where it is the only one.
    """

    index: int
    heading: str
    group: str | None
    field: str
    period: str | None
    doubt: str | None = None
    reason: str | None = None
    other: str | None = None
    is_chosen: bool = False
    spanning: str = ""
    nth: int | None = None

    @property
    def path(self) -> str:
        """The field as the layout of a plan document names it."""
        return _path(self.field, self.heading, self.period)

    @property
    def letters(self) -> Mapping[str, str]:
        """The word that a single letter below the heading stands for, by the letter in lower case."""
        return letters_under((self.heading, self.group, self.spanning))

    @property
    def role(self) -> str:
        """The heading on one line, as the role of the owners that stand below it."""
        return " ".join(self.heading.split())

    def as_column(self) -> Column:
        """The column as the plan document's layout has it."""
        return Column(
            heading=self.heading,
            group=self.group,
            field=self.path,
            reason=self.reason,
            other=self.other,
            nth=self.nth,
        )


def _path(field: str, heading: str, period: str | None) -> str:
    if field in ("owner", "note"):
        return f"{field}:{heading}"
    return f"{field}:{period}" if field in BY_PERIOD and period else field


def has_title_by_heading(columns: Sequence[ColumnReading]) -> bool:
    """Whether a heading, or a person, says that a column holds what is to be done."""
    titles = (column for column in columns if column.field == "title")
    return any(column.is_chosen or "title" in fields_of(column.heading) for column in titles)


def read_columns(
    table: Table, labels: frozenset[str] = frozenset(), corrections: Corrections | None = None
) -> list[ColumnReading]:
    """One reading for each column that has a heading or cells, in order; `labels` are the statuses of the
    file's own key, in lower case, and `corrections` what a person said of the columns."""
    width = max(max((len(row.cells) for row in table.rows), default=0), table.segments[0].width)
    headings = [heading_of(table, index) for index in range(width)]
    typical = [row for row in table.rows if _is_full(row.cells, table.segments[0].width)] or table.rows
    typical = typical[:: 1 + len(typical) // _SAMPLE]
    profiles = [
        profile(
            [row.cells[index].text if index < len(row.cells) else "" for row in typical],
            labels | letters_under(headings[index].words).keys(),
        )
        for index in range(width)
    ]
    counted = count_of_each(headings)
    corrections = corrections or Corrections()
    chosen = [corrections.of(h.text, h.group, nth) for h, nth in zip(headings, counted, strict=True)]
    options = _all_options(headings, profiles, chosen)
    assigned = _best_assignment(options)
    readings = [
        _reading(index, headings[index], profiles[index], assigned[index], chosen[index], counted[index])
        for index in range(width)
        if headings[index].text or profiles[index].filled
    ]
    readings = _without_stray_updates(_with_original_dates(_with_title(readings, profiles)))
    return [_with_other(reading, options[reading.index], assigned) for reading in readings]


def _is_full(cells: tuple[object, ...], width: int) -> bool:
    return len(cells) >= width


_Option = tuple[str, str | None, float]


def _all_options(
    headings: list[Heading], profiles: list[Profile], chosen: list[Choice | None]
) -> list[list[_Option]]:
    """The options of each column; one that a person chose has no other, but to stay a note."""
    claimed = {name for heading in headings for name, score in heading.scores().items() if score > _FAINT}
    options = [_options(heading, cells, claimed) for heading, cells in zip(headings, profiles, strict=True)]
    _prefer_description_of_risk(headings, options)
    for index, choice in enumerate(chosen):
        if choice:
            name, period = choice[0], choice[1] or headings[index].period
            options[index] = [
                (name, period if name in BY_PERIOD else None, _CHOSEN),
                ("note", None, 0.0),
            ]
    return options


def _options(heading: Heading, cells: Profile, claimed: Set[str]) -> list[_Option]:
    """The fields that a column may be, each with its period and its score: heading and cells together. A
    field that some heading `claimed` is not given to a column by its cells alone."""
    scores = heading.scores()
    period = heading.period
    if period and not scores:
        scores = {"status": 0.5, "update": 0.5}
    if not scores:
        scores = dict.fromkeys({"ref", "owner", "due", "status"} - claimed, _BY_CELLS)
    if not heading.text:
        scores = dict.fromkeys(("ref", "title", "owner", "due", "status", "update", "workstream"), 0.0)
    options: list[_Option] = [
        (name, period if name in BY_PERIOD else None, _total(score, fit(name, cells)))
        for name, score in scores.items()
    ]
    return [option for option in options if option[2] > _LEAST] + [("note", None, _LEAST)]


def _total(heading: float, cells: float) -> float:
    """Both witnesses together. A plain heading is not overruled by its cells: the doubt is said instead."""
    total = heading + _CELLS_WEIGHT * cells
    return max(total, _LEAST + _OVERRULED) if heading >= 1 else total


def _prefer_description_of_risk(headings: list[Heading], options: list[list[_Option]]) -> None:
    """A bare "Description" beside a risk rating describes the risk."""
    for index, heading in enumerate(headings):
        if heading.leaf.strip().lower() not in ("description", "details", "detail"):
            continue
        beside = options[index - 1] if index else []
        name = "risk:description" if any(option[0] == "risk:rating" for option in beside) else "title"
        options[index].append((name, None, 0.75))


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
    if name in BY_PERIOD:
        return f"{name}:{period}"
    return name if name in _ONCE else ""


def _reading(
    index: int, heading: Heading, cells: Profile, option: _Option, choice: Choice | None, nth: int | None
) -> ColumnReading:
    name, period, _ = option
    reason = CHOSEN if choice else reason_for(name, heading.scores(), cells)
    return ColumnReading(
        index, heading.text, heading.group, name, period,
        doubt=_doubt_of_choice(heading, name, choice[0]) if choice else _doubt(heading, cells, name),
        reason=reason, is_chosen=choice is not None, spanning=heading.spanning, nth=nth,
    )  # fmt: skip


def _doubt(heading: Heading, cells: Profile, name: str) -> str | None:
    if name == "note" or not heading.text:
        return None
    if fit(name, cells) < _CONTRADICTION:
        return f"The heading “{heading.text}” says one thing and the cells below it look like another."
    return None if heading.scores() or heading.period else f"The heading “{heading.text}” is not known."


def _doubt_of_choice(heading: Heading, name: str, chosen: str) -> str | None:
    if name == chosen:
        return None
    return f"The column “{heading.text}” and another were chosen to hold the same, which only one can."


def _with_other(reading: ColumnReading, options: list[_Option], assigned: list[_Option]) -> ColumnReading:
    """The reading with the option that was nearly as good, unless another column has it."""
    own = assigned[reading.index]
    taken = set(map(_slot, assigned)) - {""}
    rivals = [option for option in options if option != own and _slot(option) not in taken]
    best = max(rivals, key=lambda option: option[2], default=None)
    if reading.is_chosen or best is None or best[0] in ("note", reading.field) or best[2] < own[2] - _CLOSE:
        return reading
    return replace(reading, other=_path(best[0], reading.heading, best[1]))


def _as(reading: ColumnReading, field: str) -> ColumnReading:
    """The reading as another field, unless a person chose the one that it has."""
    return reading if reading.is_chosen else replace(reading, field=field)


def _with_title(readings: list[ColumnReading], profiles: list[Profile]) -> list[ColumnReading]:
    """A table of actions has a title: where no heading says so, the column whose cells suit it best."""
    fields = {reading.field for reading in readings}
    lists_actions = fields & {"ref", "owner", "who_when"} and fields & {"due", "who_when", "status"}
    if "title" in fields or not lists_actions:
        return readings
    candidates = [r for r in readings if r.field in _COULD_BE_TITLE and not r.is_chosen]
    best = max(candidates, key=lambda r: fit("title", profiles[r.index]), default=None)
    if best is None:
        return readings
    doubt = f"No heading says what is to be done; the column “{best.heading}” was taken for it."
    title = replace(best, field="title", doubt=doubt, reason=SUITS_A_TITLE)
    return [title if r is best else r for r in readings]


def _without_stray_updates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside updates of named periods, comments of no period are a note and not another month's answer."""
    if not any(reading.field == "update" and reading.period for reading in readings):
        return readings
    has_status = any(reading.field == "status" and not reading.period for reading in readings)
    return [
        _as(r, "note") if r.field == "update" and not r.period and not has_status else r for r in readings
    ]


def _with_original_dates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside a revised date, the plain due date is the original one."""
    fields = {reading.field for reading in readings}
    if "revised_due" not in fields:
        if "original_due" in fields and not fields & {"due", "who_when"}:
            return [_as(r, "due") if r.field == "original_due" else r for r in readings]
        return readings
    if any(reading.is_chosen and reading.field == "due" for reading in readings):
        return [_as(r, "note") if r.field == "revised_due" else r for r in readings]
    renamed = {"revised_due": "due"} | ({} if "original_due" in fields else {"due": "original_due"})
    return [_as(r, renamed.get(r.field, r.field)) for r in readings]
