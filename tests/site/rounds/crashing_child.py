"""One operation in a process of its own, killed at a given statement as by a machine that loses its power.

Called with the name of an operation and the number of the statement after which it ends, 0: it is not ended.
Prints how many statements it made.
"""

import os
import signal
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2022, 11, 30, 9, 30, tzinfo=UTC)
NOVEMBER = "2022-11"


def prepare():
    from django.core.management import call_command

    from followthrough.rules.calendars import monthly
    from followthrough.site.people.models import Organisation, User
    from followthrough.site.register.operations import apply
    from followthrough.site.rounds.operations import make_rounds
    from tests.site.register.plan_documents import library_plan

    call_command("migrate", verbosity=0)
    riverbank = Organisation.objects.create(name="Riverbank Council", slug="riverbank")
    alice = User.objects.create_user("alice@riverbank.example", "Alice", "a walk by the river")
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    make_rounds(plan, days=monthly(NOVEMBER, NOVEMBER), by=alice, at=NOW)


def take_in(round_, alice):
    from followthrough.site.register.operations import apply
    from tests.site.register.plan_documents import library_plan

    apply(library_plan(), organisation=round_.plan.organisation, by=alice, at=NOW)


def open_(round_, alice):
    from followthrough.site.rounds.operations import open_round

    open_round(round_, by=alice, at=NOW)


def send(round_, alice):
    from tests.site.rounds import answers

    answers.send(round_, "L1.1", by=alice)


def lock(round_, alice):
    from followthrough.site.rounds.operations import lock_round

    lock_round(round_, by=alice, at=NOW)


def publish(round_, alice):
    from followthrough.site.rounds.operations import publish_round

    publish_round(round_, by=alice, at=NOW)


def take_to_committee(round_, alice):
    from followthrough.site.rounds.operations import set_forum

    set_forum(round_, forum="Audit Committee", forum_on=NOW.date(), by=alice, at=NOW)


def reopen(round_, alice):
    from followthrough.site.rounds.operations import reopen_round

    reopen_round(round_, reason="A figure was wrong.", by=alice, at=NOW)


OPERATIONS = {
    "take a plan in": take_in,
    "open": open_,
    "send": send,
    "lock": lock,
    "publish": publish,
    "take to committee": take_to_committee,
    "reopen": reopen,
}


def main(name, ends_after):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.site.settings")
    django.setup()
    if name == "prepare":
        prepare()
        return
    from django.db import connection

    from followthrough.site.people.models import User
    from followthrough.site.rounds.models import Round

    round_, alice, made = Round.objects.get(), User.objects.get(), 0

    def count(execute, *arguments):
        nonlocal made
        answer = execute(*arguments)
        # The seal of an event has a transaction of its own, once the operation is over.
        made += not ("history_seal" in arguments[0] or arguments[0].startswith("BEGIN"))
        if ends_after and made == ends_after:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with connection.execute_wrapper(count):
        OPERATIONS[name](round_, alice)
    sys.stdout.write(str(made))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
