"""How well plans are read: `make eval`, and `make eval SEED=17` for one layout of the mutator.

First the goals, each with what was measured. Then, where the corpus lies beside the project, plans of bodies
never seen, each read by weights that were fitted without it, and the real plans that the project grew up
with: what was counted in each, and its score against a reading made by hand. Then invented plans in many
layouts, held field by field against what was laid out.
"""

import argparse
import html
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from followthrough.intake.grid import UnreadableFileError  # noqa: E402  the tests' folder is no package that is installed
from followthrough.intake.read import read_bytes  # noqa: E402
from followthrough.plan.document import PlanDocument, Status  # noqa: E402
from tests.intake.known_plans import ready_to_lay_out  # noqa: E402
from tests.intake.layouts import MUTATIONS, Layout, lay_out  # noqa: E402
from tests.intake.read_back import Outcome, Verdict, compare, without_markup, words_of  # noqa: E402
from tools.goals import Goal, Share, goals_of_documents, goals_of_tables, print_goals  # noqa: E402
from tools.held_out import SHARED, read_in_parts  # noqa: E402
from tools.held_out_documents import compared, held_against_hand, identified  # noqa: E402
from tools.held_out_figures import print_documents, print_tables  # noqa: E402

WORST, SEEDS_SHOWN, OUTCOMES_SHOWN, LINES_SHOWN = 40, 6, 12, 60


class Count(NamedTuple):
    """What has to come out of a real plan: a name, the number, and what was counted."""

    name: str
    wanted: int
    got: int


def main() -> None:
    arguments = _arguments()
    plan = plan_in(arguments.plan) if arguments.plan else None
    if arguments.seed is not None:
        show(lay_out(arguments.seed, plan=plan), arguments.write)
        return
    seeds = range(arguments.first, arguments.first + arguments.layouts)
    if plan:
        evaluate_layouts(arguments.plan.name, [lay_out(seed, plan=plan) for seed in seeds])
        return
    if (SHARED / "corpus" / "seeds").is_dir():
        evaluate_real_plans(arguments.parts, is_quick=arguments.held_out, show=arguments.show)
    else:
        print("The corpus is not beside the project: real plans are left out.\n")
    if not arguments.held_out:
        evaluate_layouts("invented plans", [lay_out(seed) for seed in seeds])


def evaluate_real_plans(parts: int, *, is_quick: bool, show: bool) -> None:
    """Print the goals, then how plans of bodies never seen were read, and the plans that the project grew up
    with."""
    held = read_in_parts(parts)
    documents, identity = held_against_hand(held.documents), identified(held.documents)
    known = [] if is_quick else [*map(read_known, sorted((SHARED / "corpus" / "seeds").iterdir()))]
    print_goals([*goals_of_tables(held), *goals_of_documents(documents, identity), *_goals_of_known(known)])
    print_tables(held, show=show)
    print_documents(documents, identity)
    for plan in known:
        print_known(plan)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--parts", type=int, default=10, help="how often to fit, each time without some bodies"
    )
    parser.add_argument("--held-out", action="store_true", help="the plans of bodies never seen alone")
    parser.add_argument("--show", action="store_true", help="name each column and table that is read wrongly")
    parser.add_argument("--layouts", type=int, default=200, help="how many layouts to read")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--plan", type=Path, help="a plan to lay out in place of invented ones")
    parser.add_argument("--seed", type=int, help="show one layout, brought down to what fails")
    parser.add_argument("--write", type=Path, help="with --seed: where to put the file that fails")
    return parser.parse_args()


# The real plans


class Known(NamedTuple):
    """One of the plans that the project grew up with, as it was read."""

    path: Path
    plan: PlanDocument
    seconds: float
    kept: float
    figures: Mapping[str, float]
    score: float | None

    @property
    def number(self) -> str:
        """The number that it goes by."""
        return self.path.name[:3]


def read_known(path: Path) -> Known:
    """Read a plan, and hold it against the reading made by hand where there is one."""
    start = perf_counter()
    plan = read_bytes(path.read_bytes(), path.name)
    seconds = perf_counter() - start
    reading = SHARED / "plan-format" / "examples" / f"{path.name[:3]}.reading.json"
    figures, (score, _) = compared(reading, plan, path) if reading.is_file() else ({}, (None, ""))
    return Known(path, plan, seconds, _share_kept(path, plan), figures, score)


def _goals_of_known(known: Sequence[Known]) -> Iterator[Goal]:
    """What is wanted of the plans that the project grew up with."""
    scores = [plan.score for plan in known if plan.score is not None]
    if known:
        yield Goal(f"the least score of {len(scores)} real plans read by hand", 0.98, Share(min(scores), 1))
        yield Goal(
            f"words kept of {len(known)} real plans, the least", 1, Share(min(p.kept for p in known), 1)
        )


def print_known(known: Known) -> None:
    """Print what was counted in a plan, and the figures of compare.py that are not perfect."""
    plan = known.plan
    print(
        f"{known.number}  {known.seconds:.2f} s, {len(plan.problems)} problems, words kept {known.kept:.4f}"
    )
    for count in _counts(known.number, plan):
        verdict = "ok   " if count.got == count.wanted else "WRONG"
        print(f"  {verdict} {count.name}: {count.got} (wanted {count.wanted})")
    for name, figure in known.figures.items():
        if figure < 1:
            print(f"  {name:20} {figure:.3f}")
    if known.score is not None:
        print(f"  score {known.score:.3f}\n")


def _counts(number: str, plan: PlanDocument) -> Iterator[Count]:
    wanted = {"000": 44, "001": 44, "002": 295, "003": 28, "004": 6}
    yield Count("actions", wanted[number], len(plan.actions))
    if number == "002":
        yield Count("different refs", 294, len({action.ref for action in plan.actions}))
        yield Count("themes", 6, len({action.theme for action in plan.actions if action.theme}))
        yield Count(
            "workstreams", 30, len({action.workstream for action in plan.actions if action.workstream})
        )
        for period, complete in (("2022-09", 82), ("2022-10", 113)):
            yield Count(f"complete in {period}", complete, _count(plan, period, Status.COMPLETE))


def _count(plan: PlanDocument, period: str, status: Status) -> int:
    return sum(u.period == period and u.status is status for action in plan.actions for u in action.updates)


def _share_kept(path: Path, plan: PlanDocument) -> float:
    """The share of the file's different words that the plan document has, its problems and names apart."""
    words = set(re.findall(r"\w+", html.unescape(without_markup(path.read_text()))))
    return len(words & words_of(plan)) / len(words)


# Invented plans


class Reading(NamedTuple):
    """What came of reading one layout: its outcomes, and the error that reading raised if any."""

    layout: Layout
    outcomes: list[Outcome]
    error: str | None

    def failing(self) -> set[str]:
        """The fields that came back wrong; "refused" and "raised" where nothing came back."""
        if self.error:
            return {self.error.partition(":")[0]}
        return {outcome.field for outcome in self.outcomes if outcome.verdict is not Verdict.RIGHT}


def read_layout(layout: Layout) -> Reading:
    """Read a layout and compare; an error is an outcome as well."""
    try:
        return Reading(layout, compare(layout.laid, read_bytes(layout.content, layout.name)), None)
    except UnreadableFileError as error:
        return Reading(layout, [], f"refused: {error}")
    except Exception as error:
        return Reading(layout, [], f"raised: {type(error).__name__}: {error}")


def plan_in(path: Path) -> PlanDocument:
    """The plan of a file, ready to be laid out again."""
    return ready_to_lay_out(read_bytes(path.read_bytes(), path.name))


def evaluate_layouts(name: str, layouts: Sequence[Layout]) -> None:
    """Print what share of each field came back right, in all and by mutation, the worst first."""
    start = perf_counter()
    readings = [read_layout(layout) for layout in layouts]
    print(f"{len(readings)} layouts of {name}, read in {perf_counter() - start:.0f} s\n")
    for reading in readings:
        if reading.error:
            print(f"seed {reading.layout.seed}: {reading.error}")
    _print_fields(readings)
    _print_mutations(readings)


def _print_fields(readings: list[Reading]) -> None:
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for reading in readings:
        for outcome in reading.outcomes:
            counts[outcome.field][outcome.verdict] += 1
    print(f"\n{'field':16}{'right':>8}{'wrong, said':>13}{'lost':>7}{'invented':>10}")
    for field, count in sorted(counts.items(), key=lambda item: _share(item[1])):
        said, lost, invented = (count[verdict] for verdict in (Verdict.SAID, Verdict.LOST, Verdict.INVENTED))
        print(f"{field:16}{_share(count):8.1%}{said:13}{lost:7}{invented:10}")
    actions = counts.pop("action", Counter[Verdict]())[Verdict.INVENTED]
    fields = sum(count[Verdict.INVENTED] for count in counts.values())
    print(f"\nInvented, and nothing said: {actions} actions, {fields} fields")
    whole = sum(not reading.failing() for reading in readings)
    print(f"Layouts of which all came back right: {whole} of {len(readings)}")


def _share(count: Counter[Verdict]) -> float:
    return count[Verdict.RIGHT] / count.total()


def _print_mutations(readings: list[Reading]) -> None:
    print(f"\n{'the worst: mutation':32}{'field':16}{'alone':>8}{'among others':>14}{'invented':>10}  seeds")
    rows = [row for name in ("none", *MUTATIONS) for row in _rows_of(name, readings)]
    for row in sorted(rows, key=lambda row: (row.alone if row.alone is not None else 2, row.among))[:WORST]:
        alone = f"{row.alone:8.1%}" if row.alone is not None else f"{'–':>8}"
        print(f"{row.mutation:32}{row.field:16}{alone}{row.among:14.1%}{row.invented:10}  {row.seeds}")


class _Row(NamedTuple):
    mutation: str
    field: str
    alone: float | None
    among: float
    invented: int
    seeds: str


def _rows_of(name: str, readings: list[Reading]) -> Iterator[_Row]:
    """A row for each field that came back wrong in a layout with the mutation."""
    mine = [reading for reading in readings if name in (reading.layout.laid.mutations or ("none",))]
    lonely = [reading for reading in mine if len(reading.layout.laid.mutations) <= 1]
    for field in sorted({field for reading in mine for field in reading.failing()} - {"refused", "raised"}):
        count, alone = _count_of(field, mine), _count_of(field, lonely)
        failing = sorted(
            (r for r in mine if field in r.failing()), key=lambda r: len(r.layout.laid.mutations)
        )
        seeds = " ".join(str(reading.layout.seed) for reading in failing[:SEEDS_SHOWN])
        share = _share(alone) if alone.total() else None
        yield _Row(name, field, share, _share(count), count[Verdict.INVENTED], seeds)


def _count_of(field: str, readings: list[Reading]) -> Counter[Verdict]:
    return Counter(
        outcome.verdict for reading in readings for outcome in reading.outcomes if outcome.field == field
    )


# One layout


def show(layout: Layout, write: Path | None) -> None:
    """Print a layout's failures, and the least of it that still fails in the same fields."""
    reading = read_layout(layout)
    print(f"seed {layout.seed}: {', '.join(layout.laid.mutations) or 'no mutation'}")
    if not reading.failing():
        print("All came back right.")
        return
    print(f"wrong: {', '.join(sorted(reading.failing()))}\n")
    for field in sorted(reading.failing()):
        least = shrink(layout, field)
        print(f"{field}: fails with {', '.join(least.layout.laid.mutations) or 'no mutation at all'}")
        _print_outcomes(least, field)
        _print_paper(least.layout)
        if write:
            write.write_bytes(least.layout.content)


def shrink(layout: Layout, field: str) -> Reading:
    """The layout with as few mutations and actions as still bring the field back wrong."""
    names = list(layout.laid.mutations)
    span = slice(0, len(layout.plan.actions))
    for name in tuple(names):
        fewer = [other for other in names if other != name]
        if field in read_layout(lay_out(layout.seed, fewer, plan=layout.source)).failing():
            names = fewer
    length = len(layout.plan.actions)
    while length > 3 and (half := _failing_part(layout, names, field, span, max(3, length // 2))):
        span, length = half, half.stop - half.start
    return read_layout(lay_out(layout.seed, names, plan=layout.source, actions=span))


def _failing_part(layout: Layout, names: list[str], field: str, span: slice, length: int) -> slice | None:
    if length >= span.stop - span.start:
        return None
    starts = range(span.start, span.stop - length + 1, max(1, length // 2))
    for part in (slice(start, start + length) for start in starts):
        reading = read_layout(lay_out(layout.seed, names, plan=layout.source, actions=part))
        if field in reading.failing():
            return part
    return None


def _print_outcomes(reading: Reading, field: str) -> None:
    print(f"  {reading.error}" if reading.error else "", end="\n" if reading.error else "")
    wrong = [o for o in reading.outcomes if o.field == field and o.verdict is not Verdict.RIGHT]
    for outcome in wrong[:OUTCOMES_SHOWN]:
        print(f"  {outcome.verdict}: laid {outcome.laid!r}, read {outcome.read!r}")


def _print_paper(layout: Layout) -> None:
    print()
    for line in layout.sheet.lines[:LINES_SHOWN]:
        cells = (" ".join(text.split()) for text in line.cells)
        print("  |", "\t".join(cells).rstrip())
    print()


if __name__ == "__main__":
    main()
