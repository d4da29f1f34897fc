"""How plans of bodies never seen are read: each table and document by weights fitted without its body.

Bodies are parted into so many groups; for each group all weights, those of rows as well, are fitted on all
other labelled tables with the code of `tools/fit.py`, and the group's tables and documents are read by them,
from the items that a reader gives to the plan. Tables that were invented are fitted on and never counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from followthrough.intake.formats import read_items
from followthrough.intake.grid import Row, UnreadableFileError
from followthrough.intake.read import plan_of, read_bytes
from followthrough.intake.records.row_rules import RowKind
from followthrough.intake.scoring import weights
from followthrough.intake.tables.columns import read_columns, weigh_columns
from followthrough.intake.tables.headings import fold_heading
from followthrough.plan.document import PlanDocument, Problem
from tools.fit import fit
from tools.fit_rows import kinds_in
from tools.labelled import PROJECT, Labelled, are_alike, as_field, bodies, labelled_tables

SHARED = PROJECT.parent / "shared"
DOCUMENTS = SHARED / "corpus" / "tables"
# The codes of problems by which a column, or a whole table, is said to be uncertain.
DOUBTS = {"low_confidence_column", "close_column"}
UNSURE_TABLE = "unsure_plan"


@dataclass(frozen=True)
class ColumnSaid:
    """What one column of a plan is and was read as, and whether a doubt was said; `read` is None where the
    table was refused."""

    table: str
    heading: str
    label: str
    read: str | None
    is_doubted: bool

    @property
    def is_right(self) -> bool:
        """Whether it was read as what it is; today's plan document keeps some fields as notes."""
        return self.read == as_field(self.label)

    @property
    def is_silent(self) -> bool:
        """Whether it is wrong with no doubt said; a table that is refused says so."""
        return self.read is not None and not self.is_right and not self.is_doubted


@dataclass(frozen=True)
class RowSaid:
    """What one row of a table is, and whether it became an action."""

    table: str
    words: str
    kind: RowKind
    in_plan: bool
    is_taken: bool


@dataclass
class HeldOut:
    """What came of reading all tables and documents by weights that had not seen their bodies."""

    columns: list[ColumnSaid] = field(default_factory=list)
    plans: Counter[str] = field(default_factory=Counter)
    rows: list[RowSaid] = field(default_factory=list)
    times_fitted: int = 0
    seconds: float = 0.0
    wrong_tables: list[str] = field(default_factory=list)
    certain: list[tuple[float, bool]] = field(default_factory=list)
    documents: dict[str, PlanDocument | None] = field(default_factory=dict)


def read_in_parts(parts: int) -> HeldOut:
    """Read everything, each group of bodies by weights that were fitted without it."""
    tables = labelled_tables()
    group = _groups(tables, parts)
    documents = _documents_by_group(tables, group, parts)
    held, start = HeldOut(times_fitted=parts), perf_counter()
    for part in range(parts):
        weights.use(fit([table for table, each in zip(tables, group, strict=True) if each != part]))
        for table, each in zip(tables, group, strict=True):
            if each == part and not table.invented:
                _read_table(table, held)
        for path in documents[part]:
            held.documents[path.name] = _plan_in(path)
    weights.use(None)
    held.seconds = perf_counter() - start
    return held


def _groups(tables: Sequence[Labelled], parts: int) -> list[int]:
    """The group of each table: tables of one body or form stand in one, and real bodies are dealt out."""
    body = bodies(tables)
    real = list(dict.fromkeys(b for b, table in zip(body, tables, strict=True) if not table.invented))
    number = {each: at % parts for at, each in enumerate(real)}
    return [number.get(each, -1) for each in body]


def _documents_by_group(
    tables: Sequence[Labelled], group: Sequence[int], parts: int
) -> Mapping[int, list[Path]]:
    """The handed documents: each with the group that has a table of its body, or else with any."""
    found: dict[int, list[Path]] = defaultdict(list)
    for at, path in enumerate(documents()):
        texts = _texts_in(path)
        own = (
            each
            for each, table in zip(group, tables, strict=True)
            if not table.invented
            and are_alike(table.headings, table.headings & texts)
            and len(table.headings & texts) > len(table.headings) / 2
        )
        found[next(own, at % parts)].append(path)
    return found


def documents() -> list[Path]:
    """The handed documents in all their formats."""
    return sorted(path for path in DOCUMENTS.glob("[0-9]*.*") if path.suffix != ".json")


def _texts_in(path: Path) -> frozenset[str]:
    items = read_items(path.read_bytes(), path.name)
    return frozenset(
        fold_heading(cell.text) for item in items if isinstance(item, Row) for cell in item.cells
    )


def _plan_in(path: Path) -> PlanDocument | None:
    try:
        return read_bytes(path.read_bytes(), path.name)
    except UnreadableFileError:
        return None


# Tables


def _read_table(table: Labelled, held: HeldOut) -> None:
    try:
        plan = plan_of(table.items(), "table.xlsx")
    except UnreadableFileError:
        plan = None
    _count_plan(table, plan, held)
    if table.is_plan:
        held.columns += _columns_of(table, plan)
        held.certain += _certainties(table)
    held.rows += _rows_of(table, plan)


def _count_plan(table: Labelled, plan: PlanDocument | None, held: HeldOut) -> None:
    kind = "plan" if table.is_plan else "no plan"
    is_taken = plan is not None and bool(plan.actions)
    held.plans[kind] += 1
    if is_taken == table.is_plan:
        held.plans[f"{kind} right"] += 1
        return
    held.wrong_tables.append(f"{table.id} ({kind})")
    is_said = plan is None or any(problem.code == UNSURE_TABLE for problem in plan.problems)
    held.plans[f"{kind} wrong, said"] += is_said


def _rows_of(table: Labelled, plan: PlanDocument | None) -> Iterator[RowSaid]:
    """Each row of a table: what it is, and whether an action was read in it."""
    taken = {action.where.row_first for action in plan.actions} if plan else set()
    kinds = kinds_in(table) if table.is_plan else [RowKind.NO_PART] * len(table.rows)
    for row, kind in zip(table.rows, kinds, strict=True):
        words = " | ".join(cell.text for cell in row.cells if cell.text)
        # A place for an action that nobody filled in, "6.", is labelled as one; it says nothing.
        if not any(map(str.isalpha, words)):
            continue
        yield RowSaid(table.id, words, kind, table.is_plan, row.place.row in taken)


def _columns_of(table: Labelled, plan: PlanDocument | None) -> Iterator[ColumnSaid]:
    """Each column of a plan, found again in what was read by its heading."""
    read: dict[str, str] = {}
    for column in plan.layout if plan else ():
        name = _base(column.field)
        read.setdefault(_fold(column.group, column.heading), name)
        read.setdefault(_fold(column.heading), name)
    problems = plan.problems if plan else []
    for at, label in enumerate(table.fields):
        over = [row.cells[at].text for row in table.header if at < len(row.cells) and row.cells[at].text]
        names = [_fold(*over), *map(_fold, reversed(over))]
        got = next((read[name] for name in names if name in read), "note" if plan else None)
        if plan and not over:
            continue
        yield ColumnSaid(table.id, " ".join(over), label, got, any(_doubts(each, names) for each in problems))


def _base(path: str | None) -> str:
    """The field of a path, without the heading, period or number that may stand behind it."""
    name, _, more = (path or "note").partition(":")
    return f"risk:{more.partition(':')[0]}" if name == "risk" else name


def _fold(*texts: str | None) -> str:
    return "".join(c for text in texts for c in (text or "").lower() if c.isalnum())


def _doubts(problem: Problem, names: Iterable[str]) -> bool:
    """Whether a problem says that a column of one of these names is uncertain, or all of its table."""
    if problem.code == UNSURE_TABLE:
        return True
    return problem.code in DOUBTS and _fold((problem.where.column or "").partition(" [")[0]) in set(names)


def _certainties(table: Labelled) -> Iterator[tuple[float, bool]]:
    """How certain the field of each column is said to be, its header given, and whether it is right."""
    weighed = weigh_columns(table.table())
    for column in read_columns(weighed):
        if column.index < len(table.fields):
            label = table.fields[column.index]
            yield column.chance, column.field == as_field(label)
