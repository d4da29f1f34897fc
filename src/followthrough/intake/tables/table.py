"""A table as it was found: its segments, each under one printing of the header, and the words over each of
its columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from followthrough.intake.grid import Cell, Item, Line, Place, Row
from followthrough.intake.tables.headings import fields_of, fold_heading, is_plain_heading
from followthrough.plan.fields import full_heading
from followthrough.plan.when.periods import month_of, period_of

_DIRECTLY_ABOVE, _SPANNING = 0.8, 0.5
_SAME_TABLE, _SURE = 0.6, 1.0
# Of so few headings each is a good part of what tells a table.
_FEW = 3
_KEY_FIELDS = ("definition", "response", "key_label", "score", "impact", "likelihood")
_PLAN_FIELDS = ("title", "due", "owner", "who_when", "ref", "start", "update")


@dataclass
class Segment:
    """One stretch of a table under one printing of its header. `body` keeps gaps and lines in place."""

    header: list[Row]
    leaf: Row
    before: list[Line] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of columns that have a heading."""
        return max((index + 1 for index, cell in enumerate(self.leaf.cells) if cell.text), default=0)

    @property
    def rows(self) -> list[Row]:
        """The rows below the header."""
        return [item for item in self.body if isinstance(item, Row)]


@dataclass
class Table:
    """Segments with one and the same header. `number` counts the tables of the file from 1; `months` are the
    periods of columns whose headings name a month and no year, `states` the columns in which states were
    marked, `marks` what marked them."""

    number: int
    segments: list[Segment]
    months: dict[int, str] = field(default_factory=dict)
    states: set[int] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)

    @property
    def rows(self) -> list[Row]:
        """The rows of all segments."""
        return [row for segment in self.segments for row in segment.rows]

    @property
    def place(self) -> Place:
        """Where the first header stands."""
        return self.segments[0].leaf.place

    @property
    def headings(self) -> list[str]:
        """The lowest words over each column, "" where there are none."""
        return [cell.text for cell in self.segments[0].leaf.cells]

    @property
    def is_key(self) -> bool:
        """Whether the table explains words rather than listing actions, by its headings."""
        count = Counter(name for heading in self.headings for name in fields_of(heading))
        of_key = sum(count[name] for name in _KEY_FIELDS)
        return (
            of_key >= 1
            and not (count["due"] or count["who_when"] or count["owner"])
            and sum(count[name] for name in _PLAN_FIELDS) <= of_key
        )


@dataclass(frozen=True)
class Heading:
    """The words over one column: its own (`leaf`), those right above it, and those that span several."""

    leaf: str
    above: str
    spanning: str
    month: str | None = None

    @property
    def text(self) -> str:
        """The heading as it is shown."""
        return self.leaf or self.above

    @property
    def dated(self) -> "Heading":
        """The heading with the year that a month lacks: it is weighed like one that has it."""
        return replace(self, leaf=f"{self.leaf} {self.month[:4]}") if self.month else self

    @property
    def words(self) -> tuple[str, str, str]:
        """All that stands over the column, its own words first."""
        return self.leaf, self.above, self.spanning

    def scores(self) -> dict[str, float]:
        """The fields that the heading may mean, each with a score from 0 to 1."""
        scores = dict(fields_of(self.leaf))
        if not scores and (heading := date_heading(self.leaf, (self.above, self.spanning))):
            scores = dict(fields_of(heading))
        if not scores or month_of(self.leaf):
            for text, weight in ((self.above, _DIRECTLY_ABOVE), (self.spanning, _SPANNING)):
                for name, score in fields_of(text).items():
                    scores[name] = max(scores.get(name, 0), score * weight)
        return scores

    @property
    def group(self) -> str | None:
        """The heading of the group, None where there is none."""
        return self.above or None

    @property
    def period(self) -> str | None:
        """The reporting period that is named, as YYYY-MM."""
        return period_of(self.leaf) or period_of(self.above) or period_of(self.spanning) or self.month


def date_heading(leaf: str, groups: Sequence[str]) -> str | None:
    """What "Original" or "Revised" says in full under "Dates"; None where it stands under no dates."""
    heading = f"{leaf} date"
    is_of_date = bool(leaf) and any("due" in fields_of(group) for group in groups)
    return heading if is_of_date and is_plain_heading(heading) else None


def heading_of(table: Table, index: int) -> Heading:
    """The commonest leaf of a column over all segments, in a printing that has its group."""
    printed = Counter(_printed_heading(segment, index) for segment in table.segments)
    leaves = Counter[str]()
    for heading, count in printed.items():
        leaves[heading.leaf] += count
    leaf = max(leaves, key=lambda text: (leaves[text], bool(text)))
    alike = [heading for heading in printed if heading.leaf == leaf]
    best = max(alike, key=lambda heading: (heading.period is not None, printed[heading]))
    return replace(best, month=table.months.get(index))


def count_of_each(headings: Sequence[Heading]) -> list[int | None]:
    """Which of those with its heading each column is, from 1; None where it alone has it, or it has none."""
    names = [" ".join(full_heading(heading.text, heading.group).split()) for heading in headings]
    several = {name for name, count in Counter(names).items() if name and count > 1}
    return [names[: at + 1].count(name) if name in several else None for at, name in enumerate(names)]


def _printed_heading(segment: Segment, index: int) -> Heading:
    def text_at(cells: Sequence[Cell], at: int) -> str:
        return cells[at].text if at < len(cells) else ""

    leaf_at = segment.header.index(segment.leaf)
    above = [row.cells for row in segment.header[:leaf_at]]
    below = [row.cells for row in segment.header[leaf_at + 1 :]]
    leaf = " ".join(
        filter(None, [text_at(segment.leaf.cells, index), *(text_at(cells, index) for cells in below)])
    )
    direct = next((text for cells in reversed(above) if (text := text_at(cells, index))), "")
    if direct == leaf:
        # A heading that was carried down, or is printed twice, is no group of its own.
        direct = ""
    spanning = ""
    for cells in reversed(above):
        spanning = next((text for at in range(index, -1, -1) if (text := text_at(cells, at))), "")
        if spanning:
            break
    return Heading(leaf, direct, spanning)


def continues(first: Segment, later: Segment) -> bool:
    """Whether a header is another printing of the first: most headings stand in the same columns, and of a
    few none surely heads something else."""
    own, others = _labels(first), _labels(later)
    same = sum(a == b for a, b in zip(own, others, strict=False) if a[0])
    headed = max(sum(bool(label) for label, _ in labels) for labels in (own, others))
    pairs = [(a, b) for (a, _), (b, _) in zip(own, others, strict=False) if a != b]
    if headed <= _FEW and any(_heads_another(*pair) for pair in pairs):
        return False
    return bool(same) and same >= _SAME_TABLE * headed


def _heads_another(heading: str, other: str) -> bool:
    """Whether two headings can't be of the same field, one of them surely: "Agreed action", "Progress"."""
    own, others = fields_of(heading), fields_of(other)
    is_sure = max([*own.values(), *others.values()], default=0.0) >= _SURE
    return bool(own and others) and is_sure and own.keys().isdisjoint(others)


def _labels(segment: Segment) -> list[tuple[str, str | None]]:
    """Each heading with the period that it, or the nearest group above it, names: months look alike."""
    groups = [_spanning(row) for row in segment.header if row is not segment.leaf]
    return [
        (
            fold_heading(cell.text),
            period_of(cell.text) or next(filter(None, (g.get(at) for g in groups)), None),
        )
        for at, cell in enumerate(segment.leaf.cells)
    ]


def _spanning(row: Row) -> dict[int, str]:
    """The period of each column under a row of groups; a group without a period ends the one before it."""
    periods: dict[int, str] = {}
    period = None
    for at, cell in enumerate(row.cells):
        period = period_of(cell.text) if cell.text else period
        if period:
            periods[at] = period
    return periods
