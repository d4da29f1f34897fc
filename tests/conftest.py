"""What every test may ask for, and the promise that CI skips nothing that it says it has.

CI_REQUIRE names what must be there ("browser postgres corpus"): a test that would be skipped for want of it
fails instead. What is asked of PostgreSQL is asked of a whole run, in tools/postgres.py.
"""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).parent.parent
SHARED = PROJECT.parent / "shared"
REQUIRED = os.environ.get("CI_REQUIRE", "").split()
# How a reason for skipping names the thing that it wants.
NAMES = {
    "browser": ("browser", "chromium"),
    "corpus": ("corpus", "plan-format"),
    "libreoffice": ("libreoffice",),
}

# Python looks for rings after each 700 new objects and walks ever more of them; a run is a tenth shorter so.
gc.set_threshold(100_000, 20, 20)

Report = pytest.TestReport | pytest.CollectReport

# No deadline: on a machine with other work to do a slow example is no fault of the code.
settings.register_profile("house", max_examples=60, deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real plans beside the project, with `seeds/` and `dates.tsv`."""
    return _beside_the_project("corpus")


@pytest.fixture(scope="session")
def plan_format() -> Path:
    """The folder of the exchange schema beside the project, with `plan.schema.json` and `examples/`."""
    return _beside_the_project("plan-format")


def _beside_the_project(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"needs the {name} folder in ../shared")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    return _failed_if_required(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    report = yield
    return _failed_if_required(report)


def _failed_if_required(report: Report) -> Report:
    """The report, a failure where it skips what CI_REQUIRE says is there."""
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        wanted = [thing for thing, names in NAMES.items() if any(name in reason.lower() for name in names)]
        if set(wanted) & set(REQUIRED):
            report.outcome = "failed"
            report.longrepr = f"CI_REQUIRE asks for this, but it was skipped: {reason}"
    return report
