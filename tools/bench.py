"""How fast the command line is, and how much memory it takes, from a cold start: `make bench`.

Each figure is the median over fresh processes, so that imports count. CPU seconds are the user's and the
system's of the process and of those that it started, as the kernel counts them; a busy machine changes those
little. The peak of memory is that of the largest of these processes. The files are made anew each time, with
invented plans in them.
"""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from bench_plans import write_csv, write_excel, write_pdf, write_word
from machine_speed import machine_speed

# As it is installed: there Python keeps what it has compiled.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
FOLLOWTHROUGH = str(Path(sysconfig.get_path("scripts")) / "followthrough")
SEEDS = Path(__file__).parents[2] / "shared" / "corpus" / "seeds"
FORMATS = ("xlsx", "docx", "pdf", "html", "csv", "json")
REFUSED = 2
# How many rows, and how often each is read: what is long is read less often.
GROWTH = ((1_000, 4), (4_000, 1), (16_000, 1))


class Cost(NamedTuple):
    """What one command costs: seconds on the wall, seconds of CPU, megabytes at the peak."""

    wall: float
    cpu: float
    memory: float


class Goal(NamedTuple):
    """A command to measure, and what it should cost at most; no goal is infinite."""

    name: str
    arguments: Sequence[str]
    seconds: float = float("inf")
    megabytes: float = float("inf")
    runs: int = 4
    ends_with: int = 0


def cost_of_one(goal: Goal) -> Cost:
    start = perf_counter()
    process = subprocess.Popen(
        [FOLLOWTHROUGH, *goal.arguments],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != goal.ends_with:
        sys.exit(f"followthrough {' '.join(goal.arguments)} ended with {process.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def cost(goal: Goal) -> Cost:
    """The median of each figure. Of several runs the first is left out, in which Python may compile."""
    runs = [cost_of_one(goal) for _ in range(goal.runs)]
    return Cost(*(median(figures) for figures in zip(*(runs[1:] or runs), strict=True)))


def small_plans(folder: Path) -> Iterator[Goal]:
    """Starting, and plans as they are: the largest real one where there is one, the demonstration."""
    from followthrough.demonstration import plan_path

    yield Goal("start (--version)", ["--version"], seconds=0.3, runs=10)
    if SEEDS.is_dir():
        plan = max(SEEDS.iterdir(), key=lambda path: path.stat().st_size)
        yield Goal("the largest real plan, read", as_json("read", plan), seconds=1.0)
        yield Goal("the largest real plan, check", as_json("check", plan), seconds=1.5)
        yield from reports(plan, folder)
    for ending in FORMATS:
        path = folder / f"demonstration.{ending}"
        subprocess.run([FOLLOWTHROUGH, "convert", plan_path(), path], check=True, capture_output=True)
        yield Goal(f"the demonstration, {ending}", as_json("read", path))


def reports(plan: Path, folder: Path) -> Iterator[Goal]:
    """The progress report of a plan of some 300 actions in each format, its plan document being read."""
    read = folder / "report-of.json"
    subprocess.run([FOLLOWTHROUGH, "read", plan, "--out", read], check=True, capture_output=True)
    for ending in (*FORMATS, "zip"):
        out = folder / f"report.{ending}"
        arguments = ["report", "cabinet", "--plan-file", str(read), "--out", str(out)]
        yield Goal(f"its report, {ending}", arguments, seconds=4 if ending in ("docx", "pdf") else 2)


def long_reports(folder: Path) -> Iterator[Goal]:
    """The progress report of 2,000 actions, each of which stands in it with its update."""
    write_excel(path := folder / "2000.xlsx", 2_000, 12)
    read = folder / "2000.json"
    subprocess.run([FOLLOWTHROUGH, "read", path, "--out", read], check=True, capture_output=True)
    for ending in (*FORMATS, "zip"):
        out = folder / f"long-report.{ending}"
        arguments = ["report", "cabinet", "--plan-file", str(read), "--out", str(out)]
        yield Goal(f"report of 2,000 actions, {ending}", arguments, 20, 500, runs=1)


def large_plans(folder: Path) -> Iterator[Goal]:
    """Plans of the sizes that reading is held to."""
    for write, ending in ((write_excel, "xlsx"), (write_word, "docx")):
        path = folder / f"300.{ending}"
        write(path, 300, 12)
        yield Goal(f"300 actions of 12 columns, {ending}", as_json("read", path), seconds=1.5)
    for columns, count, seconds in ((16, 155, 10), (6, 195, 4)):
        path = folder / f"{columns}.pdf"
        write_pdf(path, count, columns)
        yield Goal(f"30 pages of {columns} columns, pdf", as_json("read", path), seconds)
    write_excel(path := folder / "5000.xlsx", 5_000, 20)
    yield Goal("5,000 actions of 20 columns, xlsx", as_json("read", path), 4, 300)
    write_csv(path := folder / "200000.csv", 200_000, 3)
    yield Goal("200,000 rows, csv: refused", as_json("read", path), 20, 1_000, runs=1, ends_with=REFUSED)


def growth(folder: Path) -> Iterator[tuple[int, Goal]]:
    """The same plan with four and with sixteen times its rows."""
    for count, runs in GROWTH:
        path = folder / f"growth-{count}.csv"
        write_csv(path, count, 10)
        yield count, Goal(f"{count:,} actions of 10 columns, csv", as_json("read", path), runs=runs)


def as_json(command: str, path: Path) -> list[str]:
    return [command, str(path), "--format", "json"]


def show(goal: Goal, spent: Cost, more: str = "") -> None:
    wanted = [f"under {goal.seconds:g} s"] * (goal.seconds != float("inf"))
    wanted += [f"{goal.megabytes:g} MB"] * (goal.megabytes != float("inf"))
    is_over = spent.wall > goal.seconds or spent.memory > goal.megabytes
    print(
        f"{goal.name:36}{spent.wall:8.2f}{spent.cpu:8.2f}{spent.memory:8.0f}  "
        f"{', '.join(wanted):22}{'OVER' if is_over else more}",
        flush=True,
    )


def main() -> None:
    print(machine_speed())
    print(f"{'':36}{'wall s':>8}{'CPU s':>8}{'peak MB':>8}  goal")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for plans in (small_plans, long_reports, large_plans):
            for goal in plans(folder):
                show(goal, cost(goal))
        for count, goal in growth(folder):
            spent = cost(goal)
            show(goal, spent, f"{spent.cpu / count * 1_000:.2f} ms of CPU a row")


if __name__ == "__main__":
    main()
