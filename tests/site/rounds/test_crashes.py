"""A process that is killed half way through an operation leaves the old state, and the next try works."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import PROJECT
from tests.site.rounds.crashing_child import OPERATIONS

pytestmark = pytest.mark.own_database

CHILD = "tests.site.rounds.crashing_child"


def run(database: Path, operation: str, ends_after: int = 0) -> "subprocess.CompletedProcess[str]":
    surroundings = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        # What one run keeps for speed would spare the next some of its statements.
        "FOLLOWTHROUGH_VAR": tempfile.mkdtemp(dir=database.parent),
        "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "src")]),
    }
    return subprocess.run(
        [sys.executable, "-m", CHILD, operation, str(ends_after)],
        env=surroundings, cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def rows_of(database: Path) -> list[str]:
    """Every row of every table, as the next process that opens the file finds it."""
    connection = sqlite3.connect(database)
    try:
        return [line for line in connection.iterdump() if line.startswith("INSERT")]
    finally:
        connection.close()


class Done(NamedTuple):
    """An operation done without a crash: the database before it, its statements, how many rows came of it."""

    before: Path
    statements: int
    rows: int


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> dict[str, Done]:
    """The operations one after the other, each done once in full."""
    folder = tmp_path_factory.mktemp("crashes")
    database = folder / "now.sqlite3"
    prepared = run(database, "prepare")
    assert prepared.returncode == 0, prepared.stderr
    kept = {}
    for operation in OPERATIONS:
        before = Path(shutil.copy(database, folder / f"{operation}.sqlite3"))
        ended = run(database, operation)
        assert ended.returncode == 0, ended.stderr
        kept[operation] = Done(before, int(ended.stdout), len(rows_of(database)))
    return kept


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_killed_process_leaves_the_old_state_and_the_next_try_works(done, operation, tmp_path):
    before, statements, rows = done[operation]
    old = rows_of(before)

    for ends_after in (statements // 2, statements):
        database = Path(shutil.copy(before, tmp_path / f"{ends_after}.sqlite3"))
        assert run(database, operation, ends_after).returncode == -signal.SIGKILL
        assert rows_of(database) == old

    assert run(database, operation).returncode == 0
    new = rows_of(database)
    assert len(new) == rows
    assert new != old
