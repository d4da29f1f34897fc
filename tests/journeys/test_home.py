"""Somebody of each role comes to the first page."""

from datetime import date

import pytest

from followthrough.site.register.operations import apply
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import open_round
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


@pytest.fixture
def opened(transactional_db, riverbank, alice) -> Round:
    library = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    round_ = Round.objects.create(
        plan=library,
        period="2022-11",
        opens_on=date(2022, 11, 21),
        due_on=date(2022, 12, 2),
        grace_ends_on=date(2022, 12, 7),
        made_at=NOW,
    )
    return open_round(round_, by=alice, at=NOW)


def test_the_first_page_is_accessible_to_each_role_wide_and_narrow(
    new_page, sign_in, look_at, opened, alice, owen, mary
):
    number = opened.returns.count()
    office = f"The November 2022 round closes on Friday 2 December. 0 of {number} returns are in."
    for who, heading in (
        (alice, office),
        (owen, "Nothing needs you."),
        (mary, "Nothing has been published yet."),
    ):
        page = new_page()
        sign_in(page, who)
        look_at(page, "/", heading)


def test_what_needs_the_office_leads_to_where_it_is_done(page, sign_in, opened, alice):
    sign_in(page, alice)
    page.goto("/")
    press(page.get_by_role("link", name="Choose who"))

    assert "/posts/without-people/" in page.url
