"""Owners without an account: a spreadsheet a post, entered by the office in the owner's name."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.register.models import Post
from tests.site.rounds.answers import return_for
from tests.site.rounds.returns.test_disputed_rows import FINE, LATE, Sheet

PLACE = ["library-recovery-plan", "2022-11"]


@pytest.fixture
def post(opened):
    return Post.objects.get(name="Head of Property")


@pytest.fixture
def office(client_of, alice, opened):
    return client_of(alice)


@pytest.fixture
def sheet(office, post):
    return Sheet(office.get(reverse("download_post_spreadsheet", args=[*PLACE, post.pk])).content)


def upload(office, content):
    file = SimpleUploadedFile("return.xlsx", content)
    return office.post(reverse("round_spreadsheets", args=PLACE), {"file": file}, follow=True)


def enter(office, page, **choices):
    address = reverse("send_round_spreadsheet", args=PLACE)
    return office.post(address, {"rows": page.context["rows"], **choices})


@pytest.fixture
def entered(office, sheet, opened):
    sheet.fill(sheet.row_of("L1.2"), **FINE)
    enter(office, upload(office, sheet.content))
    return return_for(opened, "L1.2")


def test_the_page_lists_the_posts_that_nobody_with_an_account_holds_first(office, holds, owen, post):
    holds(owen)
    page = office.get(reverse("round_spreadsheets", args=PLACE))

    assert [(each.post.name, each.has_people) for each in page.context["posts"]] == [
        ("Libraries Manager", False),
        ("Head of Property", True),
    ]
    assert "Owen" in page.content.decode()


def test_the_control_page_leads_to_it(office):
    address = reverse("round_spreadsheets", args=PLACE)

    assert address in office.get(reverse("control_round", args=PLACE)).content.decode()


def test_the_sheet_of_a_post_has_the_actions_that_are_asked_of_it_and_no_other(sheet):
    refs = [cell.value for cell in sheet.sheet["C"][sheet.head :] if cell.value]

    assert refs == ["L1.1", "L1.2"]


def test_all_posts_without_people_come_in_one_file(office, holds, owen):
    holds(owen)
    packed = office.get(reverse("download_all_spreadsheets", args=PLACE)).content

    assert ZipFile(BytesIO(packed)).namelist() == ["return-libraries-manager.xlsx"]


def test_what_came_back_is_sent_in_the_owner_s_name_and_says_so(entered, alice):
    assert (entered.state, entered.done) == ("sent", "Words on the contract.")
    assert (entered.from_sheet_of, entered.sent_by) == ("Head of Property", alice)
    assert entered.update.by_text == "Head of Property, by spreadsheet, entered by Alice"
    assert entered.versions.get().answer["from_sheet_of"] == "Head of Property"
    assert Event.objects.get(type="return.sent").details["for_whom"] == " by spreadsheet for Head of Property"


def test_the_return_the_list_and_the_page_of_whoever_approves_say_it(
    entered, office, library, dora, holds, client_of
):
    library.approval_wanted = True
    library.save()
    holds(dora)
    said = "nswered by spreadsheet for Head of Property, entered by Alice"

    assert said in office.get(entered.get_absolute_url()).content.decode()
    assert said in client_of(dora).get(reverse("approvals")).content.decode()
    listed = office.get(reverse("round_returns", args=PLACE)).content.decode()
    assert "by spreadsheet for Head of Property" in listed


def test_what_somebody_sends_afterwards_is_their_own(entered, owen, holds, client_of):
    holds(owen)
    boxes = {"press": "send", "version": 1, "done": "The tender is out.", "status": "on_track"}
    client_of(owen).post(entered.get_absolute_url(), boxes)

    assert return_for(entered.round, "L1.2").from_sheet_of == ""


def test_rows_that_were_exchanged_are_held_back_here_too(office, sheet, opened):
    survey, contract = sheet.row_of("L1.1"), sheet.row_of("L1.2")
    sheet.exchange(survey, contract)
    sheet.fill(contract, **LATE)
    sheet.fill(survey, **FINE)
    page = upload(office, sheet.content)
    assert len(page.context["answers"].disputed) == 2

    choices = {f"about-{row}": "words" for row in (survey, contract)}
    enter(office, enter(office, page, **choices))
    assert return_for(opened, "L1.2").done == "Words on the contract."
    assert return_for(opened, "L1.1").from_sheet_of == "Head of Property"


def test_an_owner_s_own_sheet_may_be_entered_for_them(office, owen, holds, client_of, opened):
    holds(owen)
    own = Sheet(client_of(owen).get(reverse("download_return")).content)
    own.fill(own.row_of("L1.2"), **FINE)
    enter(office, upload(office, own.content))

    assert return_for(opened, "L1.2").from_sheet_of == "Head of Property"


def test_the_number_of_queries_does_not_grow_with_the_posts(office, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        office.get(reverse("round_spreadsheets", args=PLACE))
