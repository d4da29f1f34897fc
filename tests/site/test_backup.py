"""A backup of a real installation, put into an empty one: the same plans, the same history."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import pytest
from django.db import connection


class Installation(NamedTuple):
    """A folder and a database of its own, on what this run of the tests uses."""

    folder: Path
    database: str

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        surroundings = os.environ | {"FOLLOWTHROUGH_VAR": str(self.folder), "DATABASE_URL": self.database}
        return subprocess.run(
            [sys.executable, "-c", "from followthrough.cli import main; main()", *arguments],
            env=surroundings, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def done(self, *arguments: str) -> str:
        ended = self.run(*arguments)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def documents(self) -> list[str]:
        texts = []
        for plan in json.loads(self.done("plans", "--format", "json")):
            file = self.folder / f"{plan['slug']}.json"
            self.done("export", plan["slug"], str(file))
            texts.append(file.read_text())
        return texts


def new_installation(folder: Path, name: str) -> Installation:
    """An empty one: a file in the folder, or one more database on the server that the tests run on."""
    here = folder / name
    here.mkdir()
    if connection.vendor == "sqlite":
        return Installation(here, "")
    import psycopg

    name += os.environ.get("PYTEST_XDIST_WORKER", "")
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute(f"DROP DATABASE IF EXISTS {name}")
        opened.execute(f"CREATE DATABASE {name}")
    return Installation(here, f"{server.rpartition('/')[0]}/{name}")


@pytest.fixture(scope="module")
def council(tmp_path_factory) -> Installation:
    made = new_installation(tmp_path_factory.mktemp("backup"), "backup_of")
    made.done("manage", "migrate", "--verbosity", "0")
    made.done("demo", "--councils", "1", "--actions", "20", "--rounds", "2")
    evidence = made.folder / "evidence" / "minutes.txt"
    evidence.parent.mkdir(mode=0o700)
    evidence.write_text("The committee agreed.")
    return made


@pytest.fixture(scope="module")
def backup(council) -> Path:
    folder = council.folder / "backup"
    assert "1 plan, 20 actions" in council.done("backup", str(folder))
    return folder


def test_a_backup_in_an_empty_installation_is_the_same(council, backup, tmp_path):
    other = new_installation(tmp_path, "backup_into")
    assert "1 plan, 20 actions" in other.done("restore", str(backup))

    assert other.documents() == council.documents()
    assert (other.folder / "evidence" / "minutes.txt").read_text() == "The committee agreed."
    histories = [json.loads(each.done("history", "verify", "--format", "json")) for each in (council, other)]
    assert histories[0] == histories[1]
    assert histories[1][0]["is_sound"]
    assert histories[1][0]["sealed"] == histories[1][0]["events"] > 0

    again = other.run("restore", str(backup))
    assert again.returncode == 2
    assert "has a database already" in again.stderr


def spoil_database(folder: Path) -> None:
    path = next(folder.glob("database.*"))
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def take_manifest_out(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def spoil_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}")


def make_it_later(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["migrations"].append("register.9999_of_a_later_version")
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_database, "is missing or was changed since the backup"),
        (take_manifest_out, "holds no whole backup"),
        (spoil_manifest, "can't be read"),
        (make_it_later, "is later than this one"),
    ],
)
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(spoil, words, backup, tmp_path):
    folder = Path(shutil.copytree(backup, tmp_path / "spoilt"))
    spoil(folder)
    other = new_installation(tmp_path, "backup_refused")
    refused = other.run("restore", str(folder))
    assert refused.returncode == 2
    assert words in refused.stderr
    assert not (other.folder / "evidence").exists()
    assert not list(other.folder.glob("*.sqlite3"))


def test_a_folder_with_something_in_it_is_not_written_in(council, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")
    refused = council.run("backup", str(tmp_path))
    assert refused.returncode == 2
    assert "is not empty" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL dumps a snapshot by itself")
def test_a_backup_taken_while_others_write_has_whole_transactions(council, tmp_path):
    database, stop = council.folder / "followthrough.sqlite3", Event()

    def write_pairs() -> None:
        with closing(sqlite3.connect(database, timeout=30)) as writer:
            writer.execute("CREATE TABLE IF NOT EXISTS pairs (number INTEGER)")
            number = 0
            while not stop.is_set():
                with writer:
                    writer.execute("INSERT INTO pairs VALUES (?)", [number])
                    writer.execute("INSERT INTO pairs VALUES (?)", [number])
                number += 1

    writing = Thread(target=write_pairs)
    writing.start()
    try:
        council.done("backup", str(tmp_path / "loaded"))
    finally:
        stop.set()
        writing.join()
    with closing(sqlite3.connect(tmp_path / "loaded" / "database.sqlite3")) as copy:
        copied = copy.execute("SELECT COUNT(*) FROM pairs").fetchone()[0]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copied > 0
    assert copied % 2 == 0
