"""A person says which table is the plan, which rows head it, and what stands in a cell."""

import json

import pytest
from django.urls import reverse

from followthrough.intake.kinds.cells import kinds_of
from followthrough.site.imports import operations
from followthrough.site.imports.labelling import examples_of
from followthrough.site.imports.models import Import, LabelledTable, PlanChoices
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from tests.site.cast import NOW
from tests.site.imports.files import POND, file_read
from tools.filled import filled_example

# Headings that say nothing, as a database gives them out.
UNNAMED = (
    b"K1\tK2\tK3\tK4\n"
    b"Dredge the pond\tHead of Parks\tMarch 2023\tOn track\n"
    b"Mend the sluice\tParks Manager\t1/2/23\tNot started\n"
)


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


@pytest.fixture
def refused(riverbank, alice) -> Import:
    return file_read(UNNAMED, organisation=riverbank, by=alice)


@pytest.fixture
def read(riverbank, alice) -> Import:
    return file_read(POND, organisation=riverbank, by=alice)


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def choose(office, read: Import, **boxes: str) -> str:
    return words_of(office.post(reverse("import_tables", args=[read.pk]), boxes, follow=True))


def put_right(office, read: Import, number: int, **cells: str) -> str:
    address = reverse("put_right", args=[read.pk, number])
    boxes = {field.html_name: field.value() or "" for field in office.get(address).context["form"]}
    return words_of(office.post(address, boxes | cells, follow=True))


def test_a_file_without_a_plan_leads_to_its_tables(refused, office):
    answer = office.get(reverse("import", args=[refused.pk]), follow=True)

    assert answer.redirect_chain == [(f"/imports/{refused.pk}/tables/", 302)]
    page = words_of(answer)
    assert "Which table is the plan?" in page
    assert "No table of actions was found in pond.txt." in page
    assert "<div>Dredge the pond</div>" in page


def test_a_refused_file_is_rescued_by_saying_which_rows_are_its_headings(refused, office, alice):
    page = choose(office, refused, use_1="plan", header_1="0,1")

    assert "Check what was read" in page
    assert "2 actions from 1 table." in page
    assert "A person said so." in page
    refused.refresh_from_db()
    plan = operations.take_in(refused, title="The pond", by=alice, at=NOW)
    assert list(plan.actions.values_list("title", flat=True)) == ["Dredge the pond", "Mend the sluice"]


def test_a_refused_file_can_be_undone_once_it_was_rescued_and_added(refused, office, alice):
    choose(office, refused, use_1="plan", header_1="0,1")
    refused.refresh_from_db()
    operations.take_in(refused, title="The pond", by=alice, at=NOW)

    operations.undo(refused, by=alice, at=NOW)

    assert not Plan.objects.exists()
    assert not LabelledTable.objects.exists()


def test_a_refused_file_of_which_nothing_was_said_is_asked_about_again(refused, office):
    page = office.post(reverse("import_tables", args=[refused.pk]), {"use_1": "", "header_1": ""})

    assert "Choose “This is the plan” for the table that holds the actions" in page.content.decode()
    refused.refresh_from_db()
    assert refused.state == Import.State.FAILED


def test_a_refused_file_waits_among_the_imports_for_somebody_to_say_which_table_is_the_plan(refused, office):
    assert "Waiting: which table is the plan?" in office.get(reverse("imports")).content.decode()
    assert "1 waits to be checked" in office.get(reverse("import_plan")).content.decode()


def test_a_refused_file_that_is_cancelled_is_not_kept(refused, office):
    office.post(reverse("leave_import", args=[refused.pk]))

    refused.refresh_from_db()
    assert (bytes(refused.content), refused.tables, refused.state) == (b"", [], "failed")
    assert "Choose another file" in words_of(office.get(reverse("import", args=[refused.pk])))


def test_a_table_that_is_not_the_plan_after_all_can_be_chosen_again(read, office):
    page = choose(office, read, use_1="not_plan")

    assert "The file could not be read again" in page
    assert "2 actions" in choose(office, read, use_1="plan")


def test_a_last_row_that_is_no_row_is_said_beside_its_box(read, office):
    page = choose(office, read, last_1="99")

    assert "There is a problem" in page
    assert "Rows 1 to 3 has 3 rows. Write a number up to that." in page


def test_nothing_said_of_the_tables_is_not_read_again(read, office):
    assert "Nothing was changed, so the file was not read again." in choose(office, read)


def test_a_date_put_right_in_the_review_is_the_first_date_of_its_action(read, office, alice):
    page = put_right(office, read, 1, cell_4="2 January 2023")

    assert "“March 2023” became “2 January 2023”" in page
    read.refresh_from_db()
    operations.take_in(read, title="The pond", by=alice, at=NOW)
    [action, _] = as_document(Plan.objects.get()).actions
    assert (action.due.text, action.original_due) == ("2 January 2023", None)


def test_an_owner_and_a_status_are_put_right_and_put_back(read, office):
    put_right(office, read, 2, cell_3="Head of Water\nParks Manager", cell_5="Complete")

    read.refresh_from_db()
    action = read.plan_document.actions[1]
    assert [owner.name for owner in action.owners] == ["Head of Water", "Parks Manager"]
    assert action.status == "complete"

    office.post(reverse("read_again", args=[read.pk]), {"forget": "yes"})
    read.refresh_from_db()
    assert read.plan_document.actions[1].status == "not_started"


def test_the_doubtful_cells_of_a_column_are_put_right_on_one_page_and_taken_back(riverbank, alice, office):
    content = POND.replace(b"March 2023", b"1 year from now").replace(b"TBC", b"a year later")
    read = file_read(content, organisation=riverbank, by=alice)
    page = words_of(office.get(read.get_absolute_url()))
    address = reverse("put_column_right", args=[read.pk, 4])
    assert "Nothing in this column needs you." in words_of(
        office.get(reverse("put_column_right", args=[read.pk, 1]))
    )
    assert f'href="{address}">Put all 2 right on one page' in page
    page = words_of(office.get(address))
    assert "P1 Dredge the pond" in page
    assert "P2 Mend the sluice" in page

    boxes = {"cell_1": "March 2027", "cell_2": "May 2027"}
    page = words_of(office.post(address, boxes, follow=True))
    assert "Nothing needs you." in page
    page = words_of(office.post(reverse("take_back", args=[read.pk, 2]), follow=True))

    assert "“1 year from now” became “March 2027”" in page
    assert "“a year later” became" not in page
    read.refresh_from_db()
    assert [action.due.text for action in read.plan_document.actions] == ["March 2027", "a year later"]


def test_a_date_of_numbers_is_shown_with_the_day_that_it_was_read_as(riverbank, alice, office):
    content = POND.replace(b"March 2023", b"03/04/2023")

    page = office.get(file_read(content, organisation=riverbank, by=alice).get_absolute_url())

    assert '03/04/2023<span class="sub">Read as 3 April 2023</span>' in page.content.decode()


def test_whether_the_day_or_the_month_stands_first_is_chosen_and_kept(riverbank, alice, office):
    content = POND.replace(b"March 2023", b"03/28/2027").replace(b"TBC", b"03/04/2027")
    read = file_read(content, organisation=riverbank, by=alice)
    page = words_of(office.get(read.get_absolute_url()))
    assert page.index("The month: 03/04/2027 is 4 March 2027") < page.index(
        "The day: 03/04/2027 is 3 April 2027"
    )

    def second_date(read: Import) -> str:
        read.refresh_from_db()
        return str(read.plan_document.actions[1].due.earliest)

    address = reverse("read_again", args=[read.pk])
    page = words_of(office.post(address, {"dates": "month", "settle": "yes"}, follow=True))
    assert "Nothing needs you." in page
    assert second_date(read) == "2027-03-04"
    office.post(address, {"dates": "day"})
    assert second_date(read) == "2027-04-03"

    plan = operations.take_in(read, title="The pond", by=alice, at=NOW)
    assert second_date(file_read(content, organisation=riverbank, by=alice, into=plan)) == "2027-04-03"


def test_a_cell_left_as_it_was_is_not_put_right(read, office):
    assert "Nothing was changed" in put_right(office, read, 1)


@pytest.mark.parametrize("number", [0, 3])
def test_an_action_that_is_not_there_has_no_page(number, read, office):
    assert office.get(reverse("put_right", args=[read.pk, number])).status_code == 404


def test_a_plan_that_was_added_is_not_put_right_here(read, office, alice):
    operations.take_in(read, title="The pond", by=alice, at=NOW)

    answer = office.get(reverse("put_right", args=[read.pk, 1]), follow=True)

    assert answer.redirect_chain == [(f"/imports/{read.pk}/", 302)]
    assert "Read again with these" not in words_of(office.get(reverse("import_tables", args=[read.pk])))


def test_what_was_said_of_tables_and_cells_holds_for_the_next_version(refused, office, alice, riverbank):
    choose(office, refused, use_1="plan", header_1="0,1")
    put_right(office, refused, 2, cell_3="2 January 2023")
    refused.refresh_from_db()
    plan = operations.take_in(refused, title="The pond", by=alice, at=NOW)

    later = b"Version two\n\n" + UNNAMED.replace(b"On track", b"Complete")
    following = file_read(later, organisation=riverbank, by=alice, into=plan)

    assert following.state == "read"
    actions = following.plan_document.actions
    assert [action.due.text for action in actions if action.due] == ["March 2023", "2 January 2023"]


def test_choices_of_last_time_that_make_another_file_unreadable_are_forgotten(read, alice, riverbank):
    plan = operations.take_in(read, title="The pond", by=alice, at=NOW)
    choice = {
        "at": {"row": 1},
        "use": "not_plan",
        "headings": ["Ref", "Action", "Owner", "Due date", "Status"],
    }
    PlanChoices.objects.create(plan=plan, tables=[choice], by=alice, at=NOW)

    following = file_read(POND, organisation=riverbank, by=alice, into=plan)

    assert (following.state, following.choices) == ("read", {})


def test_an_example_holds_no_word_of_the_file_and_can_be_fitted_on(refused, office, alice, riverbank):
    choose(office, refused, use_1="plan", header_1="0,1")
    refused.refresh_from_db()
    operations.take_in(refused, title="The pond", by=alice, at=NOW)

    [example] = examples_of(riverbank)

    assert [column["field"] for column in example["columns"]] == ["title", "owner", "due", "status"]
    assert example["rows"][1]["cells"] == ["X x x", "X X", "9/9/99", "X x"]
    assert example["rows"][1]["kinds"][2] == ["date"]
    assert example["is_plan"] is True
    filled = filled_example(example)["rows"][1]["cells"]
    assert [sorted(kinds_of(text)) for text in filled] == example["rows"][1]["kinds"]
    told = json.dumps(example).lower()
    assert not [word for word in ("pond", "sluice", "parks", "wanneer", "march") if word in told]


def test_the_words_of_headings_are_kept_where_the_site_says_so(refused, office, alice, riverbank, settings):
    settings.KEEP_HEADINGS = True
    choose(office, refused, use_1="plan", header_1="0,1")
    refused.refresh_from_db()
    operations.take_in(refused, title="The pond", by=alice, at=NOW)

    [example] = examples_of(riverbank)

    assert [column["heading"] for column in example["columns"]] == ["K1", "K2", "K3", "K4"]


def test_a_file_of_which_nobody_said_anything_is_no_example(read, alice, riverbank):
    operations.take_in(read, title="The pond", by=alice, at=NOW)

    assert list(examples_of(riverbank)) == []


@pytest.mark.parametrize(("name", "more"), [("import_tables", []), ("put_right", [1]), ("import", [])])
def test_the_pages_ask_a_constant_number_of_queries(
    name, more, riverbank, alice, office, django_assert_max_num_queries
):
    rows = b"".join(
        b"P%d\tMend sluice %d\tParks Manager\tMay 2023\tOn track\n" % (at, at) for at in range(9, 120)
    )
    read = file_read(POND + rows, organisation=riverbank, by=alice)

    with django_assert_max_num_queries(14):
        assert office.get(reverse(name, args=[read.pk, *more])).status_code == 200


def test_a_document_is_taken_apart_once_for_all_its_pages(read, office, django_assert_num_queries):
    address = reverse("import_problems", args=[read.pk])
    office.get(address)

    with django_assert_num_queries(5):
        office.get(address)
