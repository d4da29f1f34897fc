"""What the weights of rows are fitted on: each row of the labelled tables and of the mutator's, with what is
seen of it once the rows above it were taken for what they are."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from followthrough.intake.grid import Cell, Place, Row  # noqa: E402  tests is not installed
from followthrough.intake.identity.reading import Identity  # noqa: E402
from followthrough.intake.kinds.refs import numbering_of  # noqa: E402
from followthrough.intake.proposals.text_columns import read_text  # noqa: E402
from followthrough.intake.records.joining import Joiner  # noqa: E402
from followthrough.intake.records.record import Record  # noqa: E402
from followthrough.intake.records.row_kinds import KindRead, RowKinds  # noqa: E402
from followthrough.intake.records.row_rules import RowKind  # noqa: E402
from followthrough.intake.tables.column_reading import ColumnReading  # noqa: E402
from followthrough.intake.tables.columns import read_columns, weigh_columns  # noqa: E402
from followthrough.intake.tables.finding import find_tables  # noqa: E402
from followthrough.intake.tables.sections import Strip, Tail, strips_of  # noqa: E402
from tests.intake.layout_files import as_text  # noqa: E402
from tests.intake.layouts import MUTATIONS, Layout, lay_out  # noqa: E402
from tools.labelled import Labelled  # noqa: E402

_KINDS = {
    "section": RowKind.SECTION,
    "action": RowKind.ACTION,
    "continuation": RowKind.CONTINUATION,
    "narrative": RowKind.NARRATIVE,
    "explanation": RowKind.NO_PART,
    "total": RowKind.NO_PART,
    "other": RowKind.NO_PART,
}
_WHO_OR_WHEN = {"owner", "due", "status", "start", "original_due"}
_NAMES = {"title", "ref", "theme", "workstream"}
# How much one row of each origin counts.
REAL, INVENTED, BARE, GUIDE, LAID_OUT, CUT = 2.0, 1.0, 0.3, 1.0, 0.3, 0.3
# How much more a row counts that is no action: there are few of them.
NO_ACTION = 3.0
# So many of the actions of a table are laid out again with only their titles.
_SHARE_BARE = 0.08
# So many of them are cut in two, as by a page's end.
_SHARE_CUT = 0.2


class RowSample(NamedTuple):
    """What is seen of a row, the kind it is, and how much it counts."""

    features: Mapping[str, float]
    kind: str
    amount: float


Kinds = Mapping[int | None, RowKind]
# What the columns of each table were read as.
Read = Mapping[Labelled, Sequence[ColumnReading]]


class _Told(RowKinds):
    """Takes each row for what it is said to be, and keeps what was seen of it."""

    def __init__(
        self, strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading], kinds: Kinds
    ) -> None:
        super().__init__(strips, columns)
        self.told = kinds
        self.samples: list[tuple[Mapping[str, float], RowKind]] = []

    def kind_of(self, at: int, strip: Strip, last: Record | None) -> KindRead:
        kind = self.told.get(strip.row.place.row, RowKind.NO_PART)
        if any(cell.text for cell in strip.row.cells):
            self.samples.append((self.features(at, strip, last, self.rules.kind_of(at, strip, last)), kind))
        if last is None and kind in (RowKind.CONTINUATION, RowKind.NARRATIVE):
            kind = RowKind.NO_PART
        self.take(kind)
        return KindRead(kind, 1.0, kind)


def samples_of(strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading], kinds: Kinds) -> _Told:
    """What is seen of the rows of one table, each with its kind."""
    told = _Told(strips, columns, kinds)
    Joiner(strips, columns, told).run()
    return told


def kinds_in(table: Labelled) -> list[RowKind]:
    """The kinds of a table's rows as the program knows them. A further step under the same recommendation,
    with its own title and somebody or some time, is an action, whatever the label calls it."""
    title = table.fields.index("title") if "title" in table.fields else None
    decided = [at for at, name in enumerate(table.fields) if name in _WHO_OR_WHEN]
    kinds = []
    for row, label in zip(table.rows, table.kinds, strict=True):
        text = _text(row, title)
        is_step = text[:1].isalnum() and not text[:1].islower() and any(_text(row, at) for at in decided)
        is_action = label == "continuation" and (is_step or _is_lettered(text))
        kinds.append(RowKind.ACTION if is_action else _KINDS[label])
    return kinds


def _is_lettered(text: str) -> bool:
    return text[1:2] in (")", ".") and text[:1].isalpha()


def _text(row: Row, at: int | None) -> str:
    return row.cells[at].text if at is not None and at < len(row.cells) else ""


def labelled_samples(
    tables: Sequence[Labelled], random: Random, known: Read | None = None
) -> list[list[RowSample]]:
    """The rows of each table that is a plan, as they are, some with a title alone, and below a guide row.
    What its columns are `known` as is read where it is not told."""
    guides = _guides(tables)
    found = []
    for table in tables:
        if not table.is_plan or "title" not in table.fields:
            found.append([])
            continue
        kinds = kinds_in(table)
        origin = INVENTED if table.invented else REAL
        columns = (known or {}).get(table) or _read(table)
        samples = _samples(table, columns, kinds, origin)
        samples += _samples(_with_bare_titles(table, random), columns, kinds, origin * BARE)
        samples += _cut_samples(table, columns, kinds, random)
        if table.invented and table.kinds[:1] != ["explanation"]:
            guided = replace(table, rows=[_guide(table, guides, random), *table.rows])
            samples += _samples(guided, columns, [RowKind.NO_PART, *kinds], GUIDE)[:2]
        found.append(samples)
    return found


def _read(table: Labelled) -> Sequence[ColumnReading]:
    return read_columns(weigh_columns(table.table(), frozenset()))


def _samples(
    table: Labelled, columns: Sequence[ColumnReading], kinds: Sequence[RowKind], origin: float
) -> list[RowSample]:
    laid = table.table()
    if not any(column.field == "title" for column in columns):
        return []
    by_row = {row.place.row: kind for row, kind in zip(table.rows, kinds, strict=True)}
    return list(_weighed(samples_of(strips_of(laid, frozenset()), columns, by_row), origin, NO_ACTION))


def _cut_samples(
    table: Labelled, columns: Sequence[ColumnReading], kinds: Sequence[RowKind], random: Random
) -> list[RowSample]:
    """The rows of a table, some of them cut in two by a page's end: each cell stands in one half, or is cut
    between two words."""
    laid = table.table()
    if not any(column.field == "title" for column in columns):
        return []
    strips: list[Strip | Tail] = []
    by_row: dict[int | None, RowKind] = {}
    title = table.fields.index("title")
    for strip, kind in zip(strips_of(laid, frozenset()), kinds, strict=True):
        assert isinstance(strip, Strip)
        cells = strip.row.cells
        halves, is_middle = [strip.row], random.random() < 0.15
        if kind is RowKind.ACTION and random.random() < _SHARE_CUT:
            is_uneven = random.random() < 0.25
            pairs = [_halves(cell.text, random, is_uneven=is_uneven) for cell in cells]
            if is_middle and title < len(cells):
                pairs[title] = ("", cells[title].text)
            both = [Row(tuple(map(Cell, side)), strip.row.place) for side in zip(*pairs, strict=True)]
            halves = both if all(any(c.text for c in row.cells) for row in both) else halves
        for part, row in enumerate(halves):
            placed = Row(row.cells, Place(row=len(strips) + 1))
            by_row[len(strips) + 1] = RowKind.CONTINUATION if part else kind
            strips.append(
                replace(
                    strip,
                    row=placed,
                    seam=strip.seam or (is_middle and not part) or bool(part and not is_middle),
                )
            )
    return list(_weighed(samples_of(strips, columns, by_row), CUT, NO_ACTION))


def _halves(text: str, random: Random, *, is_uneven: bool) -> tuple[str, str]:
    words = text.split()
    if is_uneven:
        return (text, "") if random.random() < 0.5 or len(words) == 1 else ("", text)
    if len(words) > 3 and random.random() < 0.7:
        at = random.randint(1, len(words) - 1)
        return " ".join(words[:at]), " ".join(words[at:])
    return (text, "") if random.random() < 0.8 else ("", text)


def _weighed(told: _Told, origin: float, no_action: float) -> Iterator[RowSample]:
    for features, kind in told.samples:
        yield RowSample(features, kind.value, origin * (1.0 if kind is RowKind.ACTION else no_action))


def _with_bare_titles(table: Labelled, random: Random) -> Labelled:
    """The table with nothing but a title, a ref and a theme in some of its actions."""
    kept = {at for at, name in enumerate(table.fields) if name in _NAMES}
    titles = [_text(row, table.fields.index("title")) for row in table.rows]
    share = _SHARE_BARE if "ref" in table.fields or not numbering_of(titles) else 3 * _SHARE_BARE

    def bared(row: Row) -> Row:
        return Row(tuple(c if at in kept else Cell("") for at, c in enumerate(row.cells)), row.place)

    rows = [
        bared(row) if kind == "action" and random.random() < share else row
        for row, kind in zip(table.rows, table.kinds, strict=True)
    ]
    return replace(table, rows=rows)


def _guides(tables: Sequence[Labelled]) -> dict[str, list[str]]:
    """What rows that say how to fill in a table say under each field."""
    said: dict[str, list[str]] = {}
    for table in tables:
        for row, kind in zip(table.rows, table.kinds, strict=True):
            if kind == "explanation" and table.invented:
                for name, cell in zip(table.fields, row.cells, strict=False):
                    if cell.text:
                        said.setdefault(name, []).append(cell.text)
    return said


def _guide(table: Labelled, guides: Mapping[str, Sequence[str]], random: Random) -> Row:
    every = [text for texts in guides.values() for text in texts] or [""]
    texts = [random.choice(guides.get(name, every)) if random.random() < 0.8 else "" for name in table.fields]
    return Row(tuple(map(Cell, texts)), Place(row=-1, sheet="Sheet1"))


# Layouts in which rows are cut, told of below, or named above, in each way that the mutator knows.
_CUTS = ("cut_rows", "cut_rows_under_same_ref", "cut_rows_as_continued", "cut_rows_unevenly", "shred_rows")
_NUMBERS = ("leave_refs_out", "put_refs_before_titles", "number_otherwise")
_BETWEEN = (
    "part_pages_by_empty_lines",
    "repeat_header",
    "print_running_titles",
    "number_pages",
    "stamp_pages",
)
_OTHERS = (
    "tell_below",
    "print_themes_as_rows",
    "print_groups_once",
    "leave_cells_empty",
    "leave_columns_out",
)
_CUT_LAYOUTS = range(7000, 7160)


@cache
def cut_layouts() -> Sequence[Layout]:
    """Layouts for what the labelled tables lack: pages that end in the middle of a row."""
    order, found = list(MUTATIONS), list[Layout]()
    for seed in _CUT_LAYOUTS:
        random = Random(f"{seed} rows")
        chosen = {random.choice(_CUTS), random.choice(_BETWEEN), *random.sample(_OTHERS, 2)}
        if random.random() < 0.6:
            chosen.add(random.choice(_NUMBERS))
        found.append(lay_out(seed, sorted(chosen, key=order.index)))
    return found


def layout_samples(layouts: Iterable[Layout]) -> Iterator[RowSample]:
    """The rows of the mutator's layouts, with those that a page's end cut in two."""
    for layout in layouts:
        if layout.laid.lost or layout.laid.themes_as == "sheet":
            continue
        items = read_text(as_text(layout.sheet.lines))
        found = find_tables(items)
        running = Identity(items, found).running | {layout.laid.plan.title or ""}
        kinds = _kinds_on_paper(layout)
        for table in found.tables:
            if sum(kinds.get(row.place.row) is RowKind.ACTION for row in table.rows) < 2:
                continue
            columns = read_columns(weigh_columns(table, frozenset()))
            if any(column.field == "title" for column in columns):
                yield from _weighed(
                    samples_of(strips_of(table, running), columns, kinds), LAID_OUT, NO_ACTION
                )


def _kinds_on_paper(layout: Layout) -> dict[int | None, RowKind]:
    """What each line is, by its number; the second line of an action goes on with the first."""
    names = {"told": RowKind.NARRATIVE, "section": RowKind.SECTION, "other": RowKind.NO_PART}
    kinds: dict[int | None, RowKind] = {}
    begun: set[int | None] = set()
    for number, line in enumerate(layout.sheet.lines, 1):
        if line.kind == "row":
            kinds[number] = RowKind.CONTINUATION if line.action in begun else RowKind.ACTION
            begun.add(line.action)
        elif line.kind in names:
            kinds[number] = names[line.kind]
    return kinds
