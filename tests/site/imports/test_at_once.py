"""Two people press the button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followthrough.site.imports import operations
from followthrough.site.register.models import Plan, Post
from tests.site.cast import NOW
from tests.site.imports.files import POND, file_read


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
@pytest.mark.django_db(transaction=True)
def test_one_file_taken_in_twice_at_once_is_one_plan(riverbank, alice):
    read = file_read(POND, organisation=riverbank, by=alice)
    together = Barrier(2)

    def press(title: str) -> Plan:
        together.wait()
        try:
            return operations.take_in(read, title=title, by=alice, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(press, ["One", "Two"])

    assert first == second
    assert Plan.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
@pytest.mark.django_db(transaction=True)
def test_two_files_taken_in_at_once_share_their_posts_and_not_their_address(riverbank, alice):
    files = [file_read(POND, organisation=riverbank, by=alice) for _ in range(2)]
    together = Barrier(2)

    def press(read) -> Plan:
        together.wait()
        try:
            return operations.take_in(read, title="Pond", by=alice, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        plans = list(pool.map(press, files))

    assert {plan.slug for plan in plans} == {"pond", "pond-2"}
    assert Post.objects.count() == 2
