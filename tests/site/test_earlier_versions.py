"""A database of an earlier version is brought up to date with nothing lost: one for each release."""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

EARLIER = Path(__file__).parent / "earlier"
LARGEST = 300_000
in_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="The databases are SQLite's")


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from followthrough.cli import main; main()", *arguments],
        env=os.environ | {"FOLLOWTHROUGH_VAR": str(folder), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@in_sqlite
@pytest.mark.parametrize("file", sorted(EARLIER.glob("*.xz")), ids=lambda file: file.name)
def test_a_database_of_an_earlier_version_goes_on_with_its_plans_and_its_history(file, tmp_path):
    assert file.stat().st_size < LARGEST
    (tmp_path / "followthrough.sqlite3").write_bytes(lzma.decompress(file.read_bytes()))

    run(tmp_path, "manage", "migrate", "--verbosity", "0")

    (history,) = json.loads(run(tmp_path, "history", "verify", "--format", "json"))
    assert history["is_sound"], history["faults"]
    assert history["sealed"] == history["events"] > 0
    (plan,) = json.loads(run(tmp_path, "plans", "--format", "json"))
    run(tmp_path, "export", plan["slug"], str(tmp_path / "plan.json"))
    assert len(json.loads((tmp_path / "plan.json").read_text())["actions"]) == 6
    assert len(json.loads(run(tmp_path, "rounds", plan["slug"], "--format", "json"))) == 3
