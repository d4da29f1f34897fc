"""How well the rows of plans never seen are told: the weights of rows fitted without the body of each table.

The other weights are those that are shipped, so that only what a row is counts: `make eval ROWS=1`.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from followthrough.intake.records.joining import find_records  # noqa: E402  tests is not installed
from followthrough.intake.records.row_rules import RowKind  # noqa: E402
from followthrough.intake.scoring import weights  # noqa: E402
from followthrough.intake.tables.columns import read_columns, weigh_columns  # noqa: E402
from followthrough.intake.tables.strips import strips_of  # noqa: E402
from tools.fit import WEIGHTS, fit_one  # noqa: E402
from tools.fit_rows import cut_layouts, kinds_in, labelled_samples, layout_samples  # noqa: E402
from tools.labelled import Labelled, bodies, labelled_tables, layouts, tables_of_rows  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", type=int, default=4, help="how often to fit, each without some bodies")
    parser.add_argument("--show", action="store_true", help="name each row that is told wrongly")
    arguments = parser.parse_args()
    count: Counter[str] = Counter()
    for table in _read_in_parts(arguments.parts):
        for kind, read, words in _rows_of(table):
            count["rows"] += 1
            count["right"] += kind is read
            name = "action" if kind is RowKind.ACTION else "no action"
            count[name] += 1
            count[f"{name} read as action"] += read is RowKind.ACTION
            if arguments.show and kind is not read:
                print(f"{table.id}: {kind.value}, read as {read.value if read else 'nothing'}: {words[:100]}")
    taken = count["no action read as action"]
    print(f"rows right          {count['right']}/{count['rows']} = {count['right'] / count['rows']:.3f}")
    print(f"actions found       {count['action read as action']}/{count['action']}")
    print(f"no action, became one  {taken}/{count['no action']}, {taken / count['rows']:.3f} of all rows")


def _read_in_parts(parts: int) -> Iterator[Labelled]:
    """Each real plan while the weights are in use that were fitted without its body."""
    tables = [*labelled_tables(), *tables_of_rows()]
    samples = labelled_samples(tables, Random(1))
    laid = list(layout_samples([*layouts(), *cut_layouts()]))
    shipped = json.loads(WEIGHTS.read_text("utf-8"))
    group = _groups(tables, parts)
    for part in range(parts):
        seen = [s for each, of_table in zip(group, samples, strict=True) if each != part for s in of_table]
        rows = fit_one("rows", [s[:2] for s in [*seen, *laid]], amounts=[s.amount for s in [*seen, *laid]])
        weights.use({**shipped, "rows": rows})
        for table, each in zip(tables, group, strict=True):
            if each == part and table.is_plan and not table.invented:
                yield table
    weights.use(None)


def _groups(tables: Sequence[Labelled], parts: int) -> list[int]:
    """The group of each table, the same for tables of one body; -1 for what was invented."""
    body = bodies(tables)
    real = dict.fromkeys(each for each, table in zip(body, tables, strict=True) if not table.invented)
    number = {each: at % parts for at, each in enumerate(real)}
    return [number.get(each, -1) for each in body]


def _rows_of(table: Labelled) -> Iterator[tuple[RowKind, RowKind | None, str]]:
    """Each row of a table: what it is, what it was read as, and its words."""
    laid = table.table()
    columns = read_columns(weigh_columns(laid, frozenset()))
    if not any(column.field == "title" for column in columns):
        return
    found = find_records(strips_of(laid, frozenset()), columns)
    for row, kind in zip(table.rows, kinds_in(table), strict=True):
        read = found.row_kinds.get(row.place)
        yield kind, read.kind if read else None, " | ".join(cell.text for cell in row.cells if cell.text)


if __name__ == "__main__":
    main()
