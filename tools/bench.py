"""How fast the command line is, from a cold start: `make bench`.

Each figure is the median over fresh processes, so that imports count. CPU seconds are the user's and the
system's together, as the kernel counts them for the process; a busy machine changes those little.
"""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

FOLLOWTHROUGH = str(Path(sysconfig.get_path("scripts")) / "followthrough")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "seeds"
RUNS = 9


class Cost(NamedTuple):
    """What one command costs, in seconds."""

    wall: float
    cpu: float


def cost_of_one(arguments: list[str]) -> Cost:
    start = perf_counter()
    process = subprocess.Popen([FOLLOWTHROUGH, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    if status:
        sys.exit(f"followthrough {' '.join(arguments)} failed")
    return Cost(wall, used.ru_utime + used.ru_stime)


def cost(arguments: list[str]) -> Cost:
    """The median cost, after one run that fills the machine's caches."""
    cost_of_one(arguments)
    runs = [cost_of_one(arguments) for _ in range(RUNS)]
    return Cost(median(run.wall for run in runs), median(run.cpu for run in runs))


def plan_to_read() -> Path:
    """The largest real plan, where the corpus lies beside the project; else the demonstration plan."""
    if CORPUS.is_dir():
        return max(CORPUS.iterdir(), key=lambda path: path.stat().st_size)
    from followthrough.demonstration import plan_path

    return plan_path()


def actions_in(plan: Path) -> int:
    read = subprocess.run([FOLLOWTHROUGH, "read", plan, "--format", "json"], capture_output=True, check=True)
    return len(json.loads(read.stdout)["actions"])


def main() -> None:
    plan = plan_to_read()
    actions = actions_in(plan)
    print(f"{plan.name}: {plan.stat().st_size / 1000:.0f} kB, {actions} actions; median of {RUNS} runs\n")
    print(f"{'':28}{'wall s':>8}{'CPU s':>8}{'goal':>18}{'actions a second':>20}")
    rows = [
        ("followthrough --version", ["--version"], "wall under 0.3"),
        ("followthrough read", ["read", str(plan), "--format", "json"], ""),
        ("followthrough check", ["check", str(plan), "--format", "json"], "CPU under 1.0"),
    ]
    for name, arguments, goal in rows:
        spent = cost(arguments)
        speed = f"{actions / spent.wall:.0f}" if str(plan) in arguments else ""
        print(f"{name:28}{spent.wall:8.2f}{spent.cpu:8.2f}{goal:>18}{speed:>20}")


if __name__ == "__main__":
    main()
