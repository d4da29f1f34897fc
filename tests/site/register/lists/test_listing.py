"""The register's page: its chips, headings and the bars of the overview."""

import pytest
from django.http import QueryDict

from followthrough.plan.refs import sort_key
from followthrough.site.register.lists.listing import Listing
from tests.site.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(library):
    """A function that gives the library's register as an address asks for it."""

    def under(query: str) -> Listing:
        return Listing(library, QueryDict(query), day=TODAY)

    return under


def test_each_filter_that_is_on_is_a_chip_that_takes_it_off_alone(listed, library):
    readers = library.themes.get(title="Readers").pk
    listing = listed(f"theme={readers}&only=open&only=no_due&q=miss&sort=due&kind=")

    chips = {chip.label: chip.query for chip in listing.chips}
    assert chips == {
        "Words: miss": f"theme={readers}&sort=due&only=open&only=no_due",
        "Theme: Readers": "q=miss&sort=due&only=open&only=no_due",
        "Open": f"q=miss&theme={readers}&sort=due&only=no_due",
        "Open, no due date": f"q=miss&theme={readers}&sort=due&only=open",
    }


def test_a_heading_sorts_and_then_turns_round(listed):
    first = {heading.label: heading for heading in listed("only=open").headings}
    again = {heading.label: heading for heading in listed("only=open&sort=due").headings}

    assert (first["Due"].query, first["Due"].sorted) == ("only=open&sort=due", "none")
    assert (again["Due"].query, again["Due"].sorted) == ("only=open&sort=-due", "ascending")
    assert (again["Ref"].query, again["Ref"].sorted) == ("only=open&sort=ref", "none")


def test_the_heading_ref_sorts_as_people_count_and_leads_back_to_the_plan_s_order(listed, library):
    refs = ["1.10", "1.2", "1.9", "10", "2"]
    for number, ref in enumerate(refs, start=1):
        library.actions.filter(number=number).update(ref=ref, ref_sort=sort_key(ref))
    library.actions.filter(number=6).update(ref=None, ref_sort=None)

    def shown(query: str) -> tuple[list[str | None], str]:
        listing = listed(query)
        return [row.action.ref for row in listing.rows], listing.headings[0].query

    assert shown("") == ([*refs, None], "sort=ref")
    assert shown("sort=ref") == (["1.2", "1.9", "1.10", "2", "10", None], "sort=-ref")
    assert shown("sort=-ref") == (["10", "2", "1.10", "1.9", "1.2", None], "")


def test_a_heading_knows_when_it_sorts_downwards(listed):
    due = next(heading for heading in listed("sort=-due").headings if heading.label == "Due")

    assert (due.query, due.sorted) == ("sort=due", "descending")


def test_the_address_of_a_list_leads_to_it_again(listed):
    assert listed("only=open&sort=due&page=1&theme=").query == "sort=due&only=open"


def test_a_filter_with_one_choice_is_not_offered(listed):
    assert "workstream" not in listed("").form.fields
    assert "theme" in listed("").form.fields


@pytest.mark.parametrize(("numbers", "found"), [("1-2a4", 3), ("a".join(["1-1"] * 998), 1)])
def test_rows_are_chosen_by_their_numbers_however_often_each_is_named(listed, numbers, found):
    assert listed(f"numbers={numbers}").number_found == found
