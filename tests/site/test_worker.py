"""The worker beside the web server: it does the jobs of the database, and is started again when it dies."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from followthrough.site import worker
from followthrough.site.imports.models import Import
from tests.site.cast import NOW
from tests.site.imports.files import POND

# A process of its own with a database of its own, since what it forks must not share the tests' connection.
SCRIPT = """
import os, signal, sys
from time import sleep
from followthrough.site.serve import start_django
start_django()
from django.core.management import call_command
from django.db import connections
from followthrough.site import clock
from followthrough.site.imports.operations import upload_file
from followthrough.site.people.models import Organisation, User
from followthrough.site.processes import keep_going
from followthrough.site.worker import work
from pathlib import Path

POND = sys.stdin.buffer.read()
call_command("migrate", verbosity=0)
council = Organisation.objects.create(name="Riverbank Council", slug="riverbank")
alice = User.objects.create_user("alice@riverbank.example", "Alice", "a walk by the river")

def uploaded():
    return upload_file(content=POND, name="pond.txt", organisation=council, by=alice, at=clock.now())

def state_of(kept):
    for _ in range(600):
        kept.refresh_from_db()
        if not kept.is_pending:
            break
        sleep(0.1)
    return kept.state

first = uploaded()
connections.close_all()
keeper = os.fork()
if not keeper:
    keep_going({"worker": work})
    os._exit(0)
print(state_of(first))
[worker] = map(int, Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split())
os.kill(worker, signal.SIGKILL)
print(state_of(uploaded()))
os.kill(keeper, signal.SIGTERM)
os.waitpid(keeper, 0)
print(Path(f"/proc/{keeper}").exists())
"""


@pytest.fixture
def waiting(riverbank, alice) -> Import:
    return Import.objects.create(
        organisation=riverbank, by=alice, at=NOW, heard_at=NOW, name="pond.txt", size=len(POND), content=POND
    )


@pytest.mark.own_database
def test_a_worker_reads_what_waits_is_replaced_when_it_dies_and_ends_with_its_keeper(tmp_path):
    environment = {**os.environ, "FOLLOWTHROUGH_VAR": str(tmp_path), "DATABASE_URL": ""}

    command = [sys.executable, "-c", SCRIPT]
    ended = subprocess.run(command, input=POND, env=environment, capture_output=True, check=False)

    assert ended.stdout.decode().split() == ["read", "read", "False"], ended.stderr.decode()


def test_tidying_has_read_what_was_left_half_done(waiting):
    Import.objects.update(state="reading", attempts=1, heard_at=NOW - timedelta(minutes=3))

    worker.tidy(at=NOW)

    waiting.refresh_from_db()
    assert waiting.state == "read"


def test_tidying_forgets_the_jobs_that_ended_long_ago(db):
    for days in (6, 8):
        DBTaskResult.objects.create(
            status="SUCCESSFUL",
            finished_at=NOW - timedelta(days=days),
            args_kwargs={"args": [], "kwargs": {}},
            task_path="x",
            backend_name="default",
        )

    worker.tidy(at=NOW)

    assert DBTaskResult.objects.count() == 1
