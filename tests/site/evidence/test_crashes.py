"""A process that is killed while a file is offered leaves no evidence without its file, nor a lost file."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.site.evidence.crashing_child import CONTENT

pytestmark = pytest.mark.own_database

CHILD = "tests.site.evidence.crashing_child"


def run(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    surroundings = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'now.sqlite3'}",
        "FOLLOWTHROUGH_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "src")]),
    }
    return subprocess.run(
        [sys.executable, *command],
        env=surroundings, cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def evidence_in(folder: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(folder / "now.sqlite3")
    try:
        return connection.execute("SELECT state, key FROM evidence_evidence").fetchall()
    finally:
        connection.close()


def files_in(folder: Path) -> dict[str, bytes]:
    store = folder / "evidence"
    found = [path for path in store.rglob("*") if path.is_file()] if store.exists() else []
    return {str(path.relative_to(store)): path.read_bytes() for path in found}


def mend(folder: Path) -> str:
    """What the command says, two hours later by the clock of what it looks at."""
    program = "followthrough.site.settings"
    script = (
        "import django, datetime; django.setup();"
        "from followthrough.site.evidence.orphans import find_orphans;"
        "from tests.site.evidence.crashing_child import NOW;"
        "found = find_orphans(at=datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC), mend=True);"
        "print(len(found.arrived), len(found.never_arrived), len(found.without_a_row), len(found.missing))"
    )
    os.environ["DJANGO_SETTINGS_MODULE"] = program
    ended = run(folder, "-c", script)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    prepared = run(folder, "-m", CHILD, "prepare", "0")
    assert prepared.returncode == 0, prepared.stderr
    return folder


@pytest.mark.parametrize(
    ("ends", "counts", "mended"),
    [
        ("before", False, "0 1 0 0"),  # a row, and no file
        ("half", False, "0 1 0 0"),  # a row, and half a file
        ("after", True, "1 0 0 0"),  # a row that waits, and its file
    ],
)
def test_a_killed_process_leaves_what_the_command_mends(before, ends, counts, mended, tmp_path):
    folder = Path(shutil.copytree(before, tmp_path / "site"))

    assert run(folder, "-m", CHILD, "offer", ends).returncode == -signal.SIGKILL

    assert all(state == "arriving" for state, _ in evidence_in(folder))
    assert mend(folder) == mended
    assert [state for state, _ in evidence_in(folder)] == (["offered"] if counts else [])
    assert files_in(folder) == ({evidence_in(folder)[0][1]: CONTENT} if counts else {})
