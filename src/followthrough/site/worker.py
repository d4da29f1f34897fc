"""Does the jobs that the site keeps in its database and checks what has changed, beside the web server."""

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from time import sleep
from types import FrameType
from typing import NoReturn

import structlog
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from followthrough.site import clock
from followthrough.site.access.events import forget_old_access
from followthrough.site.garbage import look_for_garbage_less_often
from followthrough.site.health import mark_worker
from followthrough.site.history.sealing import seal_what_was_left
from followthrough.site.imports.reading import resume_stopped
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.spreadsheets.reading import delete_old_spreadsheets, resume_stopped_spreadsheets

SECONDS_BETWEEN_LOOKS = 0.5
TIDY_EVERY = timedelta(minutes=1)
SEAL_EVERY = timedelta(hours=1)
KEEP_JOBS_FOR = timedelta(days=7)
SECONDS_TO_STOP = 5

log = structlog.get_logger(__name__)


def start_keeper() -> int:
    """Starts a process that keeps a worker going, and ends with the one that asked; returns its number.

    The database must have no open connection: both are forked from this process, which is quick and shares
    its memory.
    """
    asked_by = os.getpid()
    keeper = os.fork()
    if keeper:
        return keeper
    try:
        with suppress(SystemExit, KeyboardInterrupt):
            _keep_a_worker_for(asked_by)
    except BaseException:
        log.exception("keeper_failed")
    finally:
        os._exit(0)  # nothing of what the asking process does next, or at its end, is this one's


def stop_keeper(keeper: int) -> None:
    """Ends the keeper and its worker, and waits for them."""
    with suppress(ProcessLookupError):
        os.kill(keeper, signal.SIGTERM)
    with suppress(ChildProcessError):
        os.waitpid(keeper, 0)


def _keep_a_worker_for(asked_by: int) -> None:
    """Starts a worker, and another when it has died, while the process that asked is there."""
    signal.signal(signal.SIGTERM, _leave)
    fork = multiprocessing.get_context("fork")
    while os.getppid() == asked_by:
        worker = fork.Process(target=work)
        worker.start()
        try:
            while worker.is_alive() and os.getppid() == asked_by:
                worker.join(1)
            sleep(1)  # one that dies at once is not started a thousand times
        finally:
            worker.terminate()
            worker.join(SECONDS_TO_STOP)
            worker.kill()


def work() -> None:
    """Does the jobs as they come and checks a plan after each; asked to stop, it gives back a reading."""
    look_for_garbage_less_often()
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,  # until there is none left, or one is done, and then this loop goes on
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )

    def stop(number: int, frame: FrameType | None) -> None:
        worker.running = False
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    tidied_at = sealed_at = None
    while worker.running:
        if sealed_at is None or clock.now() - sealed_at >= SEAL_EVERY:
            sealed_at = clock.now()
            seal_what_was_left()
            forget_old_access(at=sealed_at)
        if tidied_at is None or clock.now() - tidied_at >= TIDY_EVERY:
            tidied_at = clock.now()
            mark_worker(tidied_at)
            tidy(at=tidied_at)
        worker.run()
        if not check_a_changed_plan(at=clock.now()):
            sleep(SECONDS_BETWEEN_LOOKS)


def tidy(*, at: datetime) -> None:
    """Has read again what a worker left half done, and forgets the jobs that ended long ago."""
    resume_stopped(at=at)
    resume_stopped_spreadsheets(at=at)
    delete_old_spreadsheets(at=at)
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEEP_JOBS_FOR).delete()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)
