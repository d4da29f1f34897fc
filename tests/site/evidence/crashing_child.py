"""Offers a file as evidence in a process of its own, killed at a given step as by a machine that loses power.

Called with "prepare" or "offer", and after which step of offering it ends: a statement of the database by its
number, "before" or "after" the file is written. Prints how many statements it made.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from io import BytesIO

import django

NOW = datetime(2022, 11, 30, 9, 30, tzinfo=UTC)
CONTENT = b"%PDF-1.7\nWho was trained when."


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def prepare():
    from django.core.management import call_command

    from followthrough.site.people.models import Organisation, User
    from followthrough.site.register.operations import apply
    from tests.site.register.plan_documents import library_plan

    call_command("migrate", verbosity=0)
    riverbank = Organisation.objects.create(name="Riverbank Council", slug="riverbank")
    alice = User.objects.create_user("alice@riverbank.example", "Alice", "a walk by the river")
    apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


def offer(ends):
    from django.core.files.base import File
    from django.core.files.storage import FileSystemStorage
    from django.db import connection

    from followthrough.site.evidence.offering import Offer, offer_evidence
    from followthrough.site.people.models import User
    from followthrough.site.register.models import Action

    made = 0

    def count(execute, *arguments):
        nonlocal made
        answer = execute(*arguments)
        made += 1
        if str(made) == ends:
            die()
        return answer

    class Dying(FileSystemStorage):
        """The folder of evidence, in which the process dies beside a write."""

        def _save(self, name, content):
            if ends == "before":
                die()
            if ends == "half":
                content = File(BytesIO(CONTENT[:9]))
            saved = super()._save(name, content)
            if ends in ("after", "half"):
                die()
            return saved

    from django.conf import settings

    options = settings.STORAGES["evidence"]["OPTIONS"]
    from followthrough.site.evidence import offering

    store = Dying(**options)
    offering.evidence_store = lambda: store
    action, alice = Action.objects.get(ref="L1.1"), User.objects.get()
    with connection.execute_wrapper(count):
        offer_evidence(
            action,
            offer=Offer(form="file", kind="training", words="Who was trained when."),
            file=File(BytesIO(CONTENT), name="list.pdf"),
            by=alice,
            at=NOW,
        )
    sys.stdout.write(str(made))


def main(what, ends):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.site.settings")
    django.setup()
    if what == "prepare":
        prepare()
    else:
        offer(ends)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
