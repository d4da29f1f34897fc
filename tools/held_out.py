"""How well plans of bodies never seen are read: each table and document by weights fitted without its body.

Bodies are parted into so many groups; for each group the weights are fitted on all other labelled tables with
the code of `tools/fit.py`, and the group's tables and documents are read by them. Tables that were invented
are fitted on and never counted.
"""

import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from followthrough.intake.formats import read_items
from followthrough.intake.grid import Row, UnreadableFileError
from followthrough.intake.read import plan_of, read_bytes
from followthrough.intake.scoring import weights
from followthrough.intake.tables.columns import read_columns, weigh_columns
from followthrough.intake.tables.headings import fold_heading
from followthrough.plan.document import PlanDocument, Problem
from tools.fit import fit
from tools.labelled import PROJECT, Labelled, are_alike, as_field, bodies, labelled_tables

SHARED = PROJECT.parent / "shared"
DOCUMENTS = SHARED / "corpus" / "tables"
CORE = ("ref", "title", "owner", "due", "status", "update")
# The codes of problems by which a column, or a whole table, is said to be uncertain.
DOUBTS = {"low_confidence_column", "close_column"}
UNSURE_TABLE = "unsure_plan"
CERTAINTIES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
# Fields that have fewer columns are not printed, and no more bodies than the worst.
LEAST_SHOWN = 3
WORST = 15


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


@dataclass
class HeldOut:
    """What came of reading all tables and documents by weights that had not seen their bodies."""

    columns: list[ColumnSaid] = field(default_factory=list)
    plans: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    wrong_tables: list[str] = field(default_factory=list)
    certain: list[tuple[float, bool]] = field(default_factory=list)
    documents: dict[str, PlanDocument | None] = field(default_factory=dict)


def evaluate_held_out(parts: int, *, show: bool = False) -> None:
    """Print how well labelled tables and handed documents of bodies never seen are read."""
    start = perf_counter()
    held = read_in_parts(parts)
    print(f"Bodies never seen: weights fitted {parts} times, {perf_counter() - start:.0f} s\n")
    _print_tables(held)
    _print_columns(held.columns)
    _print_certainty(held.certain)
    if show:
        _print_misses(held)
    _print_documents(held.documents)
    print()


def read_in_parts(parts: int) -> HeldOut:
    """Read everything, each group of bodies by weights that were fitted without it."""
    tables = labelled_tables()
    group = _groups(tables, parts)
    documents = _documents_by_group(tables, group, parts)
    held = HeldOut()
    for part in range(parts):
        weights.use(fit([table for table, each in zip(tables, group, strict=True) if each != part]))
        for table, each in zip(tables, group, strict=True):
            if each == part and not table.invented:
                _read_table(table, held)
        for path in documents[part]:
            held.documents[path.name] = _plan_in(path)
    weights.use(None)
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
    _count_rows(table, plan, held.rows)


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


def _count_rows(table: Labelled, plan: PlanDocument | None, rows: Counter[str]) -> None:
    taken = {action.where.row_first for action in plan.actions} if plan else set()
    for row, kind in zip(table.rows, table.kinds, strict=True):
        is_action = table.is_plan and kind == "action"
        of = "action" if is_action else "other row" if table.is_plan else "row of no plan"
        rows[of] += 1
        rows[f"{of} taken"] += row.place.row in taken


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


def _share(right: float, count: float) -> str:
    return f"{right:.0f}/{count:.0f} = {right / max(count, 1):.3f}"


def _print_tables(held: HeldOut) -> None:
    plans, rows = held.plans, held.rows
    right = plans["plan right"] + plans["no plan right"]
    print(f"plan or no plan          {_share(right, plans['plan'] + plans['no plan'])}")
    for kind in ("plan", "no plan"):
        wrong = plans[kind] - plans[f"{kind} right"]
        said = plans[f"{kind} wrong, said"]
        print(
            f"  {kind:22} {_share(plans[f'{kind} right'], plans[kind])}; {wrong} wrong, {said} of them said"
        )
    print(f"actions found            {_share(rows['action taken'], rows['action'])}")
    for of in ("other row", "row of no plan"):
        print(f"{of + ', taken':24} {_share(rows[f'{of} taken'], rows[of])}")


def _print_columns(columns: Sequence[ColumnSaid]) -> None:
    for name, fields in (("core", CORE), ("title", ("title",)), ("all", ())):
        mine = [column for column in columns if not fields or column.label in fields]
        print(f"{name + ' columns':24} {_share(sum(c.is_right for c in mine), len(mine))}")
    wrong = [column for column in columns if not column.is_right]
    silent = [column for column in wrong if column.read is not None and not column.is_doubted]
    right = [column for column in columns if column.is_right]
    doubted = sum(column.is_doubted for column in right)
    shares = _share(len(silent), len(columns)), _share(len(silent), len(wrong))
    print(f"wrong with no doubt said {shares[0]} of all, {shares[1]} of wrong")
    print(f"right, yet doubted       {_share(doubted, len(right))}")
    _print_fields(columns, silent)
    _print_bodies(columns)


def _print_fields(columns: Sequence[ColumnSaid], silent: Sequence[ColumnSaid]) -> None:
    print(f"\n{'field':18}{'columns':>8}{'right':>7}{'silent':>8}  read as")
    for label, count in Counter(column.label for column in columns).most_common():
        mine = [column for column in columns if column.label == label]
        others = Counter(column.read or "refused" for column in mine if not column.is_right).most_common(5)
        confused = ", ".join(f"{name} {times}" for name, times in others)
        quiet = sum(column in silent for column in mine)
        if count >= LEAST_SHOWN:
            print(f"{label:18}{count:8}{sum(c.is_right for c in mine):7}{quiet:8}  {confused}")


def _print_bodies(columns: Sequence[ColumnSaid]) -> None:
    """Print the bodies of which most columns are wrong."""
    by_body: dict[str, list[ColumnSaid]] = defaultdict(list)
    for column in columns:
        by_body[column.table].append(column)
    print(f"\n{'the worst: body':18}{'core':>8}{'all':>8}{'silent':>8}")
    for body, mine in sorted(by_body.items(), key=lambda item: -sum(not c.is_right for c in item[1]))[:WORST]:
        core = [column for column in mine if column.label in CORE]
        right, core_right = (sum(column.is_right for column in each) for each in (mine, core))
        quiet = sum(not c.is_right and c.read is not None and not c.is_doubted for c in mine)
        shares = f"{core_right}/{len(core)}", f"{right}/{len(mine)}"
        print(f"{body:18}{shares[0]:>8}{shares[1]:>8}{quiet:8}")


def _print_certainty(certain: Sequence[tuple[float, bool]]) -> None:
    """Print, of what was said with so much certainty, how much was right."""
    print(f"\n{'certainty':14}{'columns':>8}{'said':>8}{'right':>8}")
    for low, high in zip(CERTAINTIES, (*CERTAINTIES[1:], 2.0), strict=True):
        mine = [(chance, right) for chance, right in certain if low <= chance < high]
        if mine:
            said, right = (sum(each) / len(mine) for each in zip(*mine, strict=True))
            print(f"{low:4.2f} and more {len(mine):8}{said:8.2f}{right:8.2f}")


def _print_misses(held: HeldOut) -> None:
    """Print each table and each column that was read wrongly, by body."""
    print("\ntables:", *held.wrong_tables, sep="\n  ")
    for column in held.columns:
        if not column.is_right and column.read is not None:
            doubt = "doubted" if column.is_doubted else "SILENT"
            print(f"  {column.table}: “{column.heading[:60]}” is {column.label}, was {column.read} ({doubt})")


# Documents


def _print_documents(read: Mapping[str, PlanDocument | None]) -> None:
    """Print each document's score against the reading made by hand, and what is said of who speaks."""
    if not read:
        return
    published = {
        Path(name).stem: name for name in sorted(read, key=lambda name: name.endswith(".txt"), reverse=True)
    }
    print(f"\n{len(published)} documents of other bodies")
    scores = []
    for name, plan in sorted((name, read[name]) for name in published.values()):
        score, least = _score(name, plan) if plan else (0.0, "refused")
        scores.append(score)
        print(f"  {score:.3f}  {name}  {least}")
    print(f"  {sum(scores) / len(scores):.3f}  in the mean; {sum(s >= 0.85 for s in scores)} at least 0.85")
    print(f"  title, body, day: {_identity(read)}")


def _score(name: str, plan: PlanDocument) -> tuple[float, str]:
    """The score of compare.py, and the figure that is least."""
    reading = DOCUMENTS / f"{Path(name).stem}.reading.json"
    with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
        out.write(plan.model_dump_json())
        out.flush()
        script = SHARED / "plan-format" / "compare.py"
        run = subprocess.run(
            [sys.executable, script, reading, out.name], capture_output=True, text=True, check=True
        )
    _, score, *least = run.stdout.splitlines()[-1].split(maxsplit=2)
    return float(score), " ".join(least)


def _identity(read: Mapping[str, PlanDocument | None]) -> str:
    """The totals of identity.py, which is given what was read in place of the command."""
    with tempfile.TemporaryDirectory() as folder:
        for name, plan in read.items():
            if plan:
                Path(folder, name).write_text(plan.model_dump_json())
        command = Path(folder, "read-before")
        command.write_text(f'#!/bin/sh\nexec cat "{folder}/$(basename "$2")"\n')
        command.chmod(0o700)
        script = SHARED / "plan-format" / "identity.py"
        run = subprocess.run(
            [sys.executable, script, command, DOCUMENTS / "identity.json"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    return run.stdout.splitlines()[-1]
