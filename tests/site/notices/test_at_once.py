"""Two runs at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followthrough.rules.calendars import monthly
from followthrough.site.notices.models import Notice
from followthrough.site.notices.sending import send_waiting
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.daily import do_daily
from followthrough.site.rounds.operations import make_rounds
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def at_once(*runs) -> list:
    together = Barrier(len(runs))

    def begin(run):
        together.wait()
        try:
            return run()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runs)) as pool:
        return list(pool.map(begin, runs))


def test_a_letter_that_two_runs_find_waiting_leaves_once(post, letter, owen, dora):
    letter(owen)
    letter(dora)
    tallies = at_once(*[send_waiting] * 3)

    assert sum(tally.sent for tally in tallies) == 2
    assert sorted(envelope.rcpt_tos for envelope in post.taken) == [
        ["dora@riverbank.example"],
        ["owen@riverbank.example"],
    ]


def test_two_daily_runs_at_once_open_the_round_once_and_write_to_each_once(post, riverbank, alice, owen):
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    make_rounds(plan, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)
    head = riverbank.posts.get(name="Head of Property")
    appoint(head, user=owen, from_on=TODAY, by=None, at=NOW)
    at_once(*[lambda: do_daily(at=NOW)] * 2)

    assert [envelope.rcpt_tos for envelope in post.taken] == [["owen@riverbank.example"]]
    assert [notice.state for notice in Notice.objects.all()] == ["sent"]
