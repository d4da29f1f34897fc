"""The labelled tables that weights are fitted on: the project's own, those beside it, and the mutator's."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row  # noqa: E402  tests is not installed
from followthrough.intake.tables.header_rows import laid_header  # noqa: E402
from followthrough.intake.tables.headings import PHRASES, fields_of, fold_heading  # noqa: E402
from followthrough.intake.tables.table import (  # noqa: E402
    Segment,
    Table,
    heading_of,
)
from followthrough.plan.fields import FIELDS  # noqa: E402
from tests.intake.layouts import Layout, lay_out  # noqa: E402
from tools.filled import filled_example  # noqa: E402

OWN = PROJECT / "tests" / "labelled"
BESIDE = PROJECT.parent / "shared" / "corpus" / "labelled"
_SAME_BODY = 0.7
# The seeds of the layouts that are fitted on; those that the tests read begin at 0.
LAYOUTS = range(5000, 5120)


# Two tables are never the same one: what is worked out of each is found again by which it is.
@dataclass(frozen=True, eq=False)
class Labelled:
    """One table with its labels: a field a column, a kind a row."""

    id: str
    above: Sequence[str]
    header: Sequence[Row]
    rows: Sequence[Row]
    kinds: Sequence[str]
    fields: Sequence[str]
    is_plan: bool
    invented: bool
    headings: frozenset[str] = field(default_factory=frozenset)

    def table(self) -> Table:
        """The table as finding it right would give it."""
        rows, leaf = laid_header(self.header)
        before = [Line(text, Place(row=0, sheet="Sheet1")) for text in self.above]
        return Table(1, [Segment(rows, leaf, before, list(self.rows))])

    def items(self) -> list[Item]:
        """The table as a reader would give it."""
        lines = [Line(text, Place(row=at, sheet="Sheet1")) for at, text in enumerate(self.above, 1)]
        return [*lines, *self.header, *self.rows, Gap(Place(row=9999, sheet="Sheet1"))]


def as_field(label: str) -> str:
    """The field that a plan document has for what a column is labelled as; a note for what it has none."""
    return label if label in FIELDS else "note"


def labelled_tables() -> list[Labelled]:
    """All tables: the project's own, and where the corpus lies beside it the others."""
    files = {
        path.name: path for folder in (BESIDE, OWN) if folder.is_dir() for path in folder.glob("*.jsonl")
    }
    return _tables_in(path for _, path in sorted(files.items()))


def tables_of_rows() -> list[Labelled]:
    """Tables for what rows are that the others lack; their columns say nothing new."""
    return _tables_in(sorted((OWN / "rows").glob("*.jsonl")))


def _tables_in(paths: Iterable[Path]) -> list[Labelled]:
    return [
        _labelled(json.loads(line))
        for path in paths
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]


def _labelled(told: dict) -> Labelled:
    if told.get("without_texts"):
        told = filled_example(told)
    above, headers = told.get("above") or [], told["headers"]
    start = len(above) + 1
    header = [_row(cells, start + at) for at, cells in enumerate(headers)]
    rows = [_row(row["cells"], start + len(headers) + at) for at, row in enumerate(told["rows"])]
    headings = frozenset(fold_heading(c["heading"]) for c in told["columns"] if c["heading"])
    return Labelled(
        told["id"], above, header, rows, [row["kind"] for row in told["rows"]],
        [column["field"] for column in told["columns"]],
        told.get("is_plan", True), bool(told.get("invented")), headings,
    )  # fmt: skip


def _row(cells: Sequence[str | None], number: int) -> Row:
    return Row(tuple(Cell(text or "") for text in cells), Place(row=number, sheet="Sheet1"))


def known_as(table: Labelled) -> list[str]:
    """The fields of a table's columns as the program knows them."""
    names = []
    have_both = {"due", "original_due"} <= set(table.fields)
    for at, name in enumerate(table.fields):
        heading = heading_of(table.table(), at)
        said = fields_of(heading.text)
        if name in ("owner", "due") and said.get("who_when"):
            names.append("who_when")
        elif name == "due" and have_both:
            names.append("revised_due")
        elif name == "original_due" and have_both and said.get("due", 0) >= 1:
            names.append("due")
        else:
            names.append(as_field(name))
    return names


def bodies(tables: Sequence[Labelled]) -> list[int]:
    """A number for each table, the same for those that share most of their headings: one body's, or one
    form's."""
    parent = list(range(len(tables)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for at, table in enumerate(tables):
        for other in range(at):
            if are_alike(table.headings, tables[other].headings):
                parent[root(at)] = root(other)
    return [root(at) for at in range(len(tables))]


def are_alike(mine: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sets of headings could be of one form."""
    least = min(len(mine), len(others))
    return least > 2 and len(mine & others) >= _SAME_BODY * least


# Seeds, and the mutations that are made for them where it is not left to the seed.
_WITH_OTHERS = (range(6000, 6040), ("add_columns_of_its_own", "rename_headings", "leave_columns_out"))


@cache
def layouts() -> Sequence[Layout]:
    """The mutator's layouts to fit on."""
    seeds, mutations = _WITH_OTHERS
    return [*map(lay_out, LAYOUTS), *(lay_out(seed, mutations) for seed in seeds)]


def laid_out_tables(layouts: Sequence[Layout]) -> Iterator[Labelled]:
    """The tables of the mutator's layouts that stand whole under one header."""
    for layout in layouts:
        laid = layout.laid
        if laid.lost:
            continue
        rows = [line for line in layout.sheet.lines if line.kind in ("row", "told")]
        above = [column.above for column in laid.columns]
        over = ["" if at and text == above[at - 1] else text for at, text in enumerate(above)]
        header = [over] if any(over) else []
        header.append([column.heading for column in laid.columns])
        yield Labelled(
            f"layout {layout.seed}", (), [_row(cells, at) for at, cells in enumerate(header)],
            [_row(line.cells, at + 2) for at, line in enumerate(rows)],
            ["action" if line.kind == "row" else "narrative" for line in rows],
            [_field_of(column.kind) for column in laid.columns], True, True,
        )  # fmt: skip


def _field_of(kind: str) -> str:
    return {"owner:0": "owner", "owner:1": "owner", "both": "update"}.get(kind, kind)


def headings_lent(lenders: Sequence[Labelled]) -> dict[str, list[str]]:
    """The headings that tables have over each field, as often as they have them."""
    lent: dict[str, list[str]] = {}
    for lender in lenders:
        table = lender.table()
        for at, name in enumerate(lender.fields):
            heading = heading_of(table, at).text
            if heading:
                lent.setdefault(name, []).append(heading)
    return lent


def with_borrowed_headings(table: Labelled, lent: Mapping[str, list[str]], random: Random) -> Labelled:
    """The table with headings that others have over the same fields, so that no lexicon helps."""
    names = [random.choice(lent[name]) if name in lent else "" for name in table.fields]
    last = table.header[-1]
    cells = [name or (last.cells[at].text if at < len(last.cells) else "") for at, name in enumerate(names)]
    return Labelled(
        f"{table.id} borrowed", table.above, [_row(cells, 1)], table.rows, table.kinds, table.fields,
        table.is_plan, True,
    )  # fmt: skip


# What the mutator lays out seldom or never, as cells of such columns are.
_DATES = ("March 2025", "31/03/2025", "Jun-25", "TBC", "30 September 2025", "1 June 2025", "")
_FURTHER: dict[str, tuple[Sequence[str], ...]] = {
    "risk:rating": (("Low", "Medium", "High"), ("Low Risk", "Medium Risk", "High Risk", "N/A")),
    "risk:description": (
        (
            "There is a risk that the work stops if the only trained officer leaves.",
            "Costs may rise beyond the budget that was agreed for the year.",
            "If partners do not agree, the date cannot be met.",
        ),
        ("It may come too late", "Staff may leave", "Money may run out", ""),
    ),
    "change_control": (("Yes", "No", "", ""), ("Y", "N", "y", "Yes", "perhaps", ""), ("yes", "", "", "")),
    "forecast": (_DATES,),
    "priority": (("High", "Medium", "Low"), ("1", "2", "3")),
    "revised_due": (_DATES, ("30 September 2025", "Dec-25", "", "", ""), ("",)),
    "start": (("April 2024", "01/05/2024", "Jan-24", "Ongoing"),),
    "answers": (
        (
            "The reviewer found that stock was not counted each month.",
            "Members should see the register before each meeting.",
        ),
        ("Recommendation 4", "R2, R7", "Audit 7", "Audit 8", ""),
    ),
    "measures": (
        (
            "Nine of ten calls answered within a minute",
            "Fewer complaints than last year; survey results up by 5%",
            "A plan is in place and in use",
        ),
    ),
    "note": (
        ("Link to the shared folder", "Board minutes of May", "Waiting for the lawyers", ""),
        ("Two officers, for one day a week", "£12,000 from reserves", "No cost"),
    ),
}
_GROUPS = {
    "revised_due": ("Dates", "Timescales", "Timescale"),
    "risk:rating": ("Main action risk", "Risk"),
    "risk:description": ("Main action risk", "Risk"),
    "change_control": ("Change control required", "Change control"),
}
_MONTHS = ("May", "October", "Jun 2025", "November")
# What stands right after what, and under a group the word that is enough for it.
_AFTER = {"risk:description": "risk:rating", "revised_due": "due"}


def with_further_columns(table: Labelled, random: Random) -> Labelled:
    """The table with other words of the lexicon over its columns, and columns that few plans have beside
    them, some of them under a group."""
    columns = [_column_at(table, at, random) for at in range(len(table.fields))]
    names = random.sample(sorted(_FURTHER), 4)
    if "risk:rating" in names and "risk:description" not in names and random.random() < 0.9:
        names.append("risk:description")
    for name in sorted(names, key=lambda name: name in _AFTER):
        held = [column.field for column in columns]
        if (name in held and name != "note") or (name == "revised_due" and "due" not in held):
            continue
        before = _AFTER.get(name)
        at = held.index(before) + 1 if before in held else random.randint(0, len(held))
        group = random.choice(_GROUPS[name]) if name in _GROUPS and random.random() < 0.5 else ""
        bare = {"risk:description": "Description", "change_control": random.choice(_MONTHS)}
        is_bare = name in bare and (group or (before in held and random.random() < 0.8))
        cells = random.choice(_FURTHER[name])
        if name == "revised_due" and group:
            bare[name], is_bare = random.choice(("Revised", "New", "Current")), True
            first = replace(
                columns[at - 1],
                field="original_due",
                heading=random.choice(("Original", "Agreed", "First")),
                group=group,
            )
            columns[at - 1] = first
        columns.insert(
            at,
            _Column(
                name,
                bare[name] if is_bare else _phrase(name, random),
                group,
                [random.choice(cells) for _ in table.rows],
            ),
        )
    return _of_columns(f"{table.id} further", columns, is_carried=random.random() < 0.5)


@dataclass(frozen=True)
class _Column:
    """A column that is made up: its field, its heading, the group over it, and its cells."""

    field: str
    heading: str
    group: str
    cells: Sequence[str]


def _column_at(table: Labelled, at: int, random: Random) -> _Column:
    name, cells = table.fields[at], table.header[-1].cells
    heading = _phrase(name, random) if name in PHRASES else cells[at].text
    return _Column(name, heading, "", [text for row in table.rows for text in _texts(row, [at])])


def _of_columns(name: str, columns: Sequence[_Column], *, is_carried: bool = False) -> Labelled:
    """The table of these columns; where it `is_carried`, what has no group is headed in the upper row."""
    groups = [column.group for column in columns]
    over = ["" if at and text == groups[at - 1] else text for at, text in enumerate(groups)]
    leaf = [column.heading for column in columns]
    if any(over) and is_carried:
        over = [text if groups[at] else leaf[at] for at, text in enumerate(over)]
        leaf = [text if groups[at] else "" for at, text in enumerate(leaf)]
    header = [over, leaf] if any(groups) else [leaf]
    rows = [_row(cells, at + 3) for at, cells in enumerate(zip(*(c.cells for c in columns), strict=True))]
    return Labelled(
        name, (), [_row(cells, at) for at, cells in enumerate(header)], rows, ["action"] * len(rows),
        [column.field for column in columns], True, True,
    )  # fmt: skip


def under_months(table: Labelled, random: Random) -> Labelled:
    """The table with the statuses and updates of one to three months at its end, each month over its columns
    or the whole heading of one."""
    rows = table.rows[: random.randint(1, 6)]
    columns = [
        _Column(
            name, table.header[-1].cells[at].text, "", [text for row in rows for text in _texts(row, [at])]
        )
        for at, name in enumerate(table.fields)
        if name not in ("status", "update")
    ]
    start, is_bare = random.randint(0, 11), random.random() < 0.5
    pair = random.choice((("status", "update"), ("status",), ("update",)))
    for step in range(random.randint(1, 3)):
        month = f"{_ALL_MONTHS[(start + step) % 12]} {2024 + (start + step) // 12}"
        for name in pair[:1] if is_bare else pair:
            said = random.choice(_SAID[name])
            heading, group = (month, "") if is_bare else (_phrase(name, random), month)
            columns.append(_Column(name, heading, group, [random.choice(said) for _ in rows]))
    return _of_columns(f"{table.id} months", columns)


_ALL_MONTHS = (
    "Apr",
    "May",
    "June",
    "Jul",
    "Aug",
    "September",
    "Oct",
    "Nov",
    "December",
    "Jan",
    "Feb",
    "March",
)
_SAID: dict[str, tuple[Sequence[str], ...]] = {
    "status": (("G", "A", "R", ""), ("On track", "Delayed", "Complete"), ("",), ("Green", "Amber", "Blue")),
    "update": (
        ("A first draft is with the board.", "Two of five are done.", "Nothing has been said yet", ""),
        ("The trainer was ill; new dates are set for the spring.", "Reported to members in May.", "Done"),
    ),
}


def _texts(row: Row, kept: Sequence[int]) -> list[str]:
    return [row.cells[at].text if at < len(row.cells) else "" for at in kept]


def cut_down(table: Labelled, random: Random) -> Labelled:
    """A few columns and rows of the table: small tables are plans as well."""
    width = len(table.fields)
    kept = sorted(random.sample(range(width), random.randint(2, max(2, width - 1))))
    rows = [_part(row, kept) for row in table.rows[: random.randint(1, 5)]]
    fields = [table.fields[at] for at in kept]
    header = [_part(row, kept) for row in table.header]
    is_plan = table.is_plan and "title" in fields
    kinds = table.kinds[: len(rows)]
    return Labelled(f"{table.id} cut down", (), header, rows, kinds, fields, is_plan, True)


def _part(row: Row, kept: Sequence[int]) -> Row:
    return Row(tuple(map(Cell, _texts(row, kept))), row.place)


def with_one_title(table: Labelled) -> Labelled:
    """The table with one text all down the title's column, as the label of a front sheet is: no plan."""
    title = table.fields.index("title")
    cells = [[cell.text for cell in row.cells] for row in table.rows if title < len(row.cells)]
    texts = [[*row[:title], cells[0][title], *row[title + 1 :]] for row in cells]
    rows = [_row(each, at + 2) for at, each in enumerate(texts)]
    kinds = ["other"] * len(rows)
    return Labelled(f"{table.id} one title", (), table.header, rows, kinds, table.fields, False, True)


def tables_above(layouts: Sequence[Layout]) -> list[Labelled]:
    """The tables that the mutator puts above a plan: meetings, posts, none of them a plan."""
    texts = dict.fromkeys(table for layout in layouts for table in layout.laid.tables_above)
    return [
        Labelled(
            "above", (), [_row(table[0], 1)], [_row(cells, at + 2) for at, cells in enumerate(table[1:])],
            ["other"] * (len(table) - 1), ["note"] * len(table[0]), False, True,
        )
        for table in texts
    ]  # fmt: skip


def _phrase(name: str, random: Random) -> str:
    phrase = random.choice(PHRASES[name].split("|"))
    return phrase.capitalize() if random.random() < 0.6 else phrase.title()
