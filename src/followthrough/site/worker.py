"""Does the jobs that the site keeps in its database and checks what has changed, beside the web server."""

import os
import signal
import sys
from datetime import datetime, timedelta
from time import sleep
from types import FrameType

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from followthrough.site import clock
from followthrough.site.access.events import forget_old_access
from followthrough.site.editions.making import resume_stopped_editions
from followthrough.site.editions.orphans import sweep_edition_files
from followthrough.site.garbage import look_for_garbage_less_often
from followthrough.site.health import mark_worker
from followthrough.site.history.sealing import seal_what_was_left
from followthrough.site.imports.operations import clear_forgotten_files
from followthrough.site.imports.reading import resume_stopped
from followthrough.site.personal_data.clearing import clear_by_rule
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.spreadsheets.reading import delete_old_spreadsheets, resume_stopped_spreadsheets

SECONDS_BETWEEN_LOOKS = 0.5
TIDY_EVERY = timedelta(minutes=1)
SEAL_EVERY = timedelta(hours=1)
KEEP_JOBS_FOR = timedelta(days=7)


def work() -> None:
    """Does the jobs as they come and checks a plan after each; asked to stop, it gives back a reading.

    It ends when the process that started it has gone.
    """
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
    started_by = os.getppid()
    while worker.running and os.getppid() == started_by:
        if sealed_at is None or clock.now() - sealed_at >= SEAL_EVERY:
            sealed_at = clock.now()
            seal_what_was_left()
            forget_old_access(at=sealed_at)
            sweep_edition_files(at=sealed_at)
            clear_by_rule(at=sealed_at)
        if tidied_at is None or clock.now() - tidied_at >= TIDY_EVERY:
            tidied_at = clock.now()
            mark_worker(tidied_at)
            tidy(at=tidied_at)
        worker.run()
        if not check_a_changed_plan(at=clock.now()):
            sleep(SECONDS_BETWEEN_LOOKS)


def tidy(*, at: datetime) -> None:
    """Has done again what a worker left half done, and forgets the jobs that ended long ago."""
    resume_stopped(at=at)
    resume_stopped_spreadsheets(at=at)
    delete_old_spreadsheets(at=at)
    resume_stopped_editions(at=at)
    clear_forgotten_files(at=at)
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEEP_JOBS_FOR).delete()
