"""What each column of a table holds, by two witnesses: its heading and its cells.

All columns are decided at once, as the assignment of the best total, so that a column whose heading
could mean two things takes the one that no other column wants more.
"""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from followthrough.intake.cells import Profile, fit, profile
from followthrough.intake.headings import fields_of, month_of, period_of
from followthrough.intake.tables import Segment, Table
from followthrough.plan.document import Column

_ONCE = {
    "ref", "title", "theme", "workstream", "start", "due", "original_due", "revised_due", "forecast",
    "who_when", "priority", "risk:rating", "risk:description", "change_control",
}  # fmt: skip
_BY_PERIOD = {"status", "update"}
_CELLS_WEIGHT = 0.7
# So many rows, taken evenly, tell what a column holds.
_SAMPLE = 500
_FAINT = 0.7
# A heading that is not known leaves the word to the cells, where they are nearly all of one kind.
_BY_CELLS = -0.2
_LEAST = 0.35
_OVERRULED = 0.05
_DIRECTLY_ABOVE, _SPANNING = 0.8, 0.5
_CONTRADICTION = -0.4


@dataclass(frozen=True)
class ColumnReading:
    """What one column was taken for. `index` counts from 0; `doubt` is said where the witnesses differ."""

    index: int
    heading: str
    group: str | None
    field: str
    period: str | None
    doubt: str | None = None

    @property
    def path(self) -> str:
        """The field as the layout of a plan document names it."""
        if self.field in ("owner", "note"):
            return f"{self.field}:{self.heading}"
        if self.field in _BY_PERIOD and self.period:
            return f"{self.field}:{self.period}"
        return self.field

    @property
    def role(self) -> str:
        """The heading on one line, as the role of the owners that stand below it."""
        return " ".join(self.heading.split())

    def as_column(self) -> Column:
        """The column as the plan document's layout has it."""
        return Column(heading=self.heading, group=self.group, field=self.path)


@dataclass(frozen=True)
class _Heading:
    leaf: str
    above: str
    spanning: str

    @property
    def text(self) -> str:
        return self.leaf or self.above

    def scores(self) -> dict[str, float]:
        scores = dict(fields_of(self.leaf))
        if not scores or month_of(self.leaf):
            for text, weight in ((self.above, _DIRECTLY_ABOVE), (self.spanning, _SPANNING)):
                for name, score in fields_of(text).items():
                    scores[name] = max(scores.get(name, 0), score * weight)
        return scores

    @property
    def period(self) -> str | None:
        return period_of(self.leaf) or period_of(self.above) or period_of(self.spanning)


def has_title_by_heading(columns: Sequence[ColumnReading]) -> bool:
    """Whether a heading says that its column holds what is to be done."""
    return any(column.field == "title" and "title" in fields_of(column.heading) for column in columns)


def read_columns(table: Table, labels: frozenset[str] = frozenset()) -> list[ColumnReading]:
    """One reading for each column that has a heading or cells, in order; `labels` are the statuses of the
    file's own key, in lower case."""
    width = max(max((len(row.cells) for row in table.rows), default=0), table.segments[0].width)
    headings = [_heading(table, index) for index in range(width)]
    typical = [row for row in table.rows if _is_full(row.cells, table.segments[0].width)] or table.rows
    typical = typical[:: 1 + len(typical) // _SAMPLE]
    profiles = [
        profile([row.cells[index].text if index < len(row.cells) else "" for row in typical], labels)
        for index in range(width)
    ]
    claimed = {name for heading in headings for name, score in heading.scores().items() if score > _FAINT}
    options = [_options(heading, cells, claimed) for heading, cells in zip(headings, profiles, strict=True)]
    _prefer_description_of_risk(headings, options)
    chosen = _best_assignment(options)
    readings = [
        _reading(index, heading, cells, choice)
        for index, (heading, cells, choice) in enumerate(zip(headings, profiles, chosen, strict=True))
        if heading.text or cells.filled
    ]
    return _without_stray_updates(_with_original_dates(_with_title(readings, profiles)))


def _is_full(cells: tuple[object, ...], width: int) -> bool:
    return len(cells) >= width


def _heading(table: Table, index: int) -> _Heading:
    """The commonest leaf of a column over all segments, in a printing that has its group."""
    printed = Counter(_printed_heading(segment, index) for segment in table.segments)
    leaves = Counter[str]()
    for heading, count in printed.items():
        leaves[heading.leaf] += count
    leaf = max(leaves, key=lambda text: (leaves[text], bool(text)))
    alike = [heading for heading in printed if heading.leaf == leaf]
    return max(alike, key=lambda heading: (heading.period is not None, printed[heading]))


def _printed_heading(segment: Segment, index: int) -> _Heading:
    def text_at(cells: tuple[object, ...], at: int) -> str:
        return cells[at].text if at < len(cells) else ""  # type: ignore[attr-defined]

    leaf_at = segment.header.index(segment.leaf)
    above = [row.cells for row in segment.header[:leaf_at]]
    below = [row.cells for row in segment.header[leaf_at + 1 :]]
    leaf = " ".join(
        filter(None, [text_at(segment.leaf.cells, index), *(text_at(cells, index) for cells in below)])
    )
    direct = next((text for cells in reversed(above) if (text := text_at(cells, index))), "")
    spanning = ""
    for cells in reversed(above):
        spanning = next((text for at in range(index, -1, -1) if (text := text_at(cells, at))), "")
        if spanning:
            break
    return _Heading(leaf, direct, spanning)


_Option = tuple[str, str | None, float]


def _options(heading: _Heading, cells: Profile, claimed: Set[str]) -> list[_Option]:
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
        (name, period if name in _BY_PERIOD else None, _total(score, fit(name, cells)))
        for name, score in scores.items()
    ]
    return [option for option in options if option[2] > _LEAST] + [("note", None, _LEAST)]


def _total(heading: float, cells: float) -> float:
    """Both witnesses together. A plain heading is not overruled by its cells: the doubt is said instead."""
    total = heading + _CELLS_WEIGHT * cells
    return max(total, _LEAST + _OVERRULED) if heading >= 1 else total


def _prefer_description_of_risk(headings: list[_Heading], options: list[list[_Option]]) -> None:
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
    if name in _BY_PERIOD:
        return f"{name}:{period}"
    return name if name in _ONCE else ""


def _reading(index: int, heading: _Heading, cells: Profile, option: _Option) -> ColumnReading:
    name, period, _ = option
    doubt = None
    if name != "note" and heading.text and fit(name, cells) < _CONTRADICTION:
        doubt = f"The heading “{heading.text}” says one thing and the cells below it look like another."
    elif name != "note" and heading.text and not heading.scores():
        doubt = f"The heading “{heading.text}” is not known."
    group = heading.above or None
    return ColumnReading(index, heading.text, group, name, period, doubt)


def _with_title(readings: list[ColumnReading], profiles: list[Profile]) -> list[ColumnReading]:
    """A table of actions has a title: where no heading says so, the column whose cells suit it best."""
    fields = {reading.field for reading in readings}
    lists_actions = fields & {"ref", "owner", "who_when"} and fields & {"due", "who_when", "status"}
    if "title" in fields or not lists_actions:
        return readings
    candidates = [
        r for r in readings if r.field in ("note", "measures", "answers", "update", "theme", "workstream")
    ]
    best = max(candidates, key=lambda r: fit("title", profiles[r.index]), default=None)
    if best is None:
        return readings
    doubt = f"No heading says what is to be done; the column “{best.heading}” was taken for it."
    return [replace(r, field="title", doubt=doubt) if r is best else r for r in readings]


def _without_stray_updates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside updates of named periods, comments of no period are a note and not another month's answer."""
    if not any(reading.field == "update" and reading.period for reading in readings):
        return readings
    has_status = any(reading.field == "status" and not reading.period for reading in readings)
    return [
        replace(r, field="note") if r.field == "update" and not r.period and not has_status else r
        for r in readings
    ]


def _with_original_dates(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Beside a revised date, the plain due date is the original one."""
    fields = {reading.field for reading in readings}
    if "revised_due" not in fields:
        if "original_due" in fields and not fields & {"due", "who_when"}:
            return [replace(r, field="due") if r.field == "original_due" else r for r in readings]
        return readings
    renamed = {"revised_due": "due"} | ({} if "original_due" in fields else {"due": "original_due"})
    return [replace(r, field=renamed.get(r.field, r.field)) for r in readings]
