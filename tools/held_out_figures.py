"""Prints how plans of bodies never seen were read: tables, columns, certainty, documents."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from followthrough.intake.records.row_rules import RowKind
from tools.goals import CORE, Share, columns_right
from tools.held_out import ColumnSaid, HeldOut
from tools.held_out_documents import DocumentSaid, Identified

CERTAINTIES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
# Fields that have fewer columns are not printed, and no more bodies than the worst.
LEAST_SHOWN = 3
WORST = 15


def print_tables(held: HeldOut, *, show: bool) -> None:
    """Print how the labelled tables were read, and each miss where it is to be shown."""
    print(f"Bodies never seen: weights fitted {held.times_fitted} times, {held.seconds:.0f} s\n")
    _print_plans(held)
    _print_columns(held.columns)
    _print_certainty(held.certain)
    if show:
        _print_misses(held)


def _print_plans(held: HeldOut) -> None:
    plans = held.plans
    for kind in ("plan", "no plan"):
        wrong = plans[kind] - plans[f"{kind} right"]
        known, said = Share(plans[f"{kind} right"], plans[kind]), plans[f"{kind} wrong, said"]
        print(f"{kind + ' known':26}{known}; {wrong} wrong, {said} of them said")
    taken = [row.is_taken for row in held.rows if not row.in_plan]
    print(f"{'rows of no plan, taken':26}{Share(sum(taken), len(taken))}")


def _print_columns(columns: Sequence[ColumnSaid]) -> None:
    wrong = [column for column in columns if not column.is_right]
    right = [column for column in columns if column.is_right]
    print(f"{'all columns right':26}{columns_right(columns)}")
    print(f"{'silent, of wrong ones':26}{Share(sum(c.is_silent for c in wrong), len(wrong))}")
    print(f"{'right, yet doubted':26}{Share(sum(c.is_doubted for c in right), len(right))}")
    _print_fields(columns)
    _print_bodies(columns)


def _print_fields(columns: Sequence[ColumnSaid]) -> None:
    print(f"\n{'field':18}{'columns':>8}{'right':>7}{'silent':>8}  read as")
    for label, count in Counter(column.label for column in columns).most_common():
        mine = [column for column in columns if column.label == label]
        others = Counter(column.read or "refused" for column in mine if not column.is_right).most_common(5)
        confused = ", ".join(f"{name} {times}" for name, times in others)
        quiet = sum(column.is_silent for column in mine)
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
        quiet = sum(column.is_silent for column in mine)
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
    """Print each table, row and column that was read wrongly."""
    print("\ntables:", *held.wrong_tables, sep="\n  ")
    for row in held.rows:
        if row.in_plan and row.is_taken != (row.kind is RowKind.ACTION):
            became = "became an action" if row.is_taken else "lost"
            print(f"  {row.table}: {row.kind.value} {became}: {row.words[:100]}")
    for column in held.columns:
        if not column.is_right and column.read is not None:
            doubt = "doubted" if column.is_doubted else "SILENT"
            print(f"  {column.table}: “{column.heading[:60]}” is {column.label}, was {column.read} ({doubt})")


def print_documents(documents: Sequence[DocumentSaid], identity: Identified) -> None:
    """Print each document's score against the reading made by hand, and what is said of who speaks."""
    print(f"\n{len(documents)} documents of other bodies")
    for said in documents:
        print(f"  {said.score:.3f}  {said.name}  {said.least}")
    print(f"  title, body, day: {identity.line}\n")
