"""Processes that are killed while people send returns, and databases that are damaged in the middle."""

import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import pytest
from account import Account
from django.db import connection

from followthrough.site import assets
from tests.conftest import PROJECT
from tests.site.test_health import run
from tests.site.test_serve import children_of, first_answer, free_port

PEOPLE, KILLS = 6, 4
PAGE = 4096
TOKEN = "t" * 32
# One start serves for both: a plan is made, then the site is served.
SET_UP_AND_SERVE = """
import json, sys
from pathlib import Path
from followthrough.site.serve import serve, start_django
start_django()
from load_plan import people_with_a_return_each
Path(sys.argv[1], "people.json").write_text(json.dumps(people_with_a_return_each(int(sys.argv[2]))))
serve(int(sys.argv[3]), "127.0.0.1")
"""
COUNT = """
import json, sys
from pathlib import Path
from followthrough.site.serve import start_django
start_django()
from account import account_for
print(json.dumps(account_for(Path(sys.argv[1], "said.jsonl"))))
"""


class Owner(Thread):
    """Sends the same return again and again with other words, and says what was sent and acknowledged."""

    def __init__(self, person: dict, port: int, say, stopping: Event) -> None:
        super().__init__(daemon=True)
        self.person, self.port, self.say, self.stopping = person, port, say, stopping
        self.headers = {
            "Cookie": f"sessionid={person['session']}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def run(self) -> None:
        for number in count(1):
            if self.stopping.is_set():
                return
            try:
                self.send(str(number))
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)

    def send(self, words: str) -> None:
        page = self.ask("GET")[1]
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        marked = {"done": f"Done: {words}.", "next_steps": f"Next: {words}."}
        frame = {"press": "send", "version": version, "csrfmiddlewaretoken": TOKEN}
        self.say("sent", self.person["address"], words)
        if self.ask("POST", urlencode({**self.person["boxes"], **marked, **frame}))[0] == 302:
            self.say("acknowledged", self.person["address"], words)

    def ask(self, method: str, body: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, self.person["address"], body or None, self.headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def empty_database(tmp_path, transactional_db) -> Path:
    """The database of the tests as it is before any of them, in a folder of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("a copy is had of SQLite alone")
    folder = tmp_path / "var"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "followthrough.sqlite3")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return folder


def test_what_was_acknowledged_is_there_whoever_is_killed_while_people_send(tmp_path, empty_database):
    if not (assets.VENDOR / "stamp").exists():
        pytest.skip("needs the front-end files: python -m followthrough.site.assets")
    port, said, stopping = free_port(), tmp_path / "said.jsonl", Event()
    surroundings = os.environ | {
        "FOLLOWTHROUGH_VAR": str(empty_database),
        "DATABASE_URL": "",
        "PYTHONPATH": str(PROJECT / "tools"),
    }
    command = [sys.executable, "-c", SET_UP_AND_SERVE, str(tmp_path), str(PEOPLE), str(port)]
    with said.open("a", buffering=1) as notes, subprocess.Popen(command, env=surroundings) as site:

        def say(*words: str) -> None:
            notes.write(json.dumps(words) + "\n")

        try:
            first_answer(f"http://127.0.0.1:{port}/sign-in/")
            people = json.loads((tmp_path / "people.json").read_text())
            owners = [Owner(person, port, say, stopping) for person in people]
            for owner in owners:
                owner.start()
            for number in range(KILLS):
                time.sleep(0.7)
                os.kill(sorted(children_of(site.pid))[number % 2], signal.SIGKILL)
            time.sleep(0.7)
            stopping.set()
            for owner in owners:
                owner.join(timeout=30)
        finally:
            site.send_signal(signal.SIGTERM)
        site.wait(timeout=30)

    counted = subprocess.run(
        [sys.executable, "-c", COUNT, str(tmp_path)],
        env=surroundings, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = Account(*json.loads(counted.stdout))
    assert (found.lost, found.half) == ([], [])
    assert found.acknowledged > PEOPLE, found.in_words()
    assert found.sent > found.acknowledged, "nobody was in the middle of sending"


def damage(database: Path, table: str) -> None:
    """Overwrites the first page of a table and of its indexes: the file opens, who reads it finds it so."""
    with closing(sqlite3.connect(database)) as whole:
        pages = whole.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage", [table])
        places = [(page - 1) * PAGE for (page,) in pages]
        assert whole.execute("PRAGMA page_size").fetchone() == (PAGE,)
    with database.open("r+b") as file:
        for place in places:
            file.seek(place)
            file.write(b"\xff" * PAGE)


@pytest.mark.parametrize(
    ("table", "command"),
    [
        ("people_user", ["demo", "--councils", "1"]),
        ("register_plan", ["report", "library-recovery-plan", "cabinet"]),
    ],
)
def test_a_table_that_is_damaged_ends_a_command_with_how_to_restore(empty_database, table, command):
    damage(empty_database / "followthrough.sqlite3", table)

    told = run(empty_database, *command)

    assert told.returncode in (1, 2)
    assert "The database is damaged" in told.stderr
    assert "followthrough restore" in told.stderr
    assert "Traceback" not in told.stderr
