"""The pages of an import, in the hands of each role."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from followthrough.intake.grid import UnreadableFileError
from followthrough.site.imports import operations
from followthrough.site.imports.models import Import
from followthrough.site.register.models import Plan
from tests.site.cast import NOW
from tests.site.imports.files import POND, file_read

NEW = "/imports/new/"


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


@pytest.fixture
def read(riverbank, alice) -> Import:
    return file_read(POND, organisation=riverbank, by=alice)


def upload(client, content: bytes, name: str = "pond.txt"):
    return client.post(NEW, {"file": SimpleUploadedFile(name, content), "text": ""}, follow=True)


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_chosen_file_is_read_and_shown(office):
    answer = upload(office, POND)

    assert answer.redirect_chain == [(f"/imports/{Import.objects.get().pk}/", 302)]
    page = words_of(answer)
    assert "2 actions" in page
    assert "Dredge the pond" in page
    assert "Parks Manager" in page


def test_a_pasted_table_is_read_as_a_file_is(office):
    answer = office.post(NEW, {"text": POND.decode().replace("\n", "\r\n")}, follow=True)

    assert "Mend the sluice" in words_of(answer)
    assert Import.objects.get().name == "Pasted table.txt"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7", "plan.pdf", "The PDF is damaged"),
        (b"Good morning.", "plan.txt", "plan.txt"),
        (b"PK\x03\x04 cut", "plan.docx", "is damaged or cut short"),
        (b"\x00\x01\x02" * 99, "plan.bin", "plan.bin"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_changes_nothing(content, name, sentence, office):
    page = words_of(upload(office, content, name))

    assert "The file could not be read" in page
    assert sentence in page
    assert "Choose another file" in page
    assert not Plan.objects.exists()


def test_an_empty_file_is_said_beside_its_box(office):
    page = words_of(upload(office, b"", "plan.txt"))

    assert "There is a problem" in page
    assert "The file is empty" in page
    assert not Import.objects.exists()


def test_a_file_over_the_limit_is_refused_with_the_limit(office, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    page = words_of(upload(office, b"x" * (1024 * 1024 + 1)))

    assert "is larger than 1 MB" in page
    assert not Import.objects.exists()


def test_neither_a_file_nor_a_table_is_said(office):
    assert "Choose a file, or paste a table" in words_of(office.post(NEW, {"text": " "}))


def test_a_file_and_a_table_at_once_is_said(office):
    answer = office.post(NEW, {"file": SimpleUploadedFile("pond.txt", POND), "text": "x"})

    assert "Clear one of the two" in words_of(answer)
    assert not Import.objects.exists()


def test_what_was_added_is_put_right_in_the_plan_and_no_more_before_adding_it(riverbank, alice, office):
    twice = POND.replace(b"P2", b"P1")
    read = file_read(twice, organisation=riverbank, by=alice)
    address = reverse("import", args=[read.pk])
    assert "or add the plan as it stands" in words_of(office.get(address))

    operations.take_in(read, title="The pond", by=alice, at=NOW)

    assert "put it right in the plan, or in the file of its next version" in words_of(office.get(address))


def test_the_same_file_again_says_where_it_is(read, alice, office):
    plan = operations.take_in(read, title="The pond", by=alice, at=NOW)
    page = words_of(upload(office, POND))

    assert "was added already" in page
    assert f'href="/plans/{plan.slug}/"' in page


def test_taking_in_leads_to_the_plan(read, office):
    answer = office.post(reverse("take_in", args=[read.pk]), {"title": "The pond"}, follow=True)

    assert answer.redirect_chain == [("/plans/the-pond/", 302)]
    assert "Undo this import" in words_of(answer)


def test_a_second_press_of_the_button_leads_to_the_same_plan(read, office):
    for _ in range(2):
        answer = office.post(reverse("take_in", args=[read.pk]), {"title": "The pond"}, follow=True)

    assert answer.redirect_chain == [("/plans/the-pond/", 302)]
    assert Plan.objects.count() == 1


def test_a_plan_needs_a_name(read, office):
    answer = office.post(reverse("take_in", args=[read.pk]), {"title": " "})

    assert "Give the plan a name." in words_of(answer)
    assert not Plan.objects.exists()


def test_leaving_takes_nothing_in(read, office):
    answer = office.post(reverse("leave_import", args=[read.pk]), follow=True)

    assert "Nothing was added" in words_of(answer)
    assert not Plan.objects.exists()


def test_a_left_file_offers_no_buttons(read, alice, office):
    operations.leave(read, by=alice, at=NOW)
    page = words_of(office.get(reverse("import", args=[read.pk])))

    assert "Add it to the register?" not in page
    assert "nothing was added" in page


def test_taking_in_what_was_left_says_what_to_do(read, alice, office):
    operations.leave(read, by=alice, at=NOW)
    answer = office.post(reverse("take_in", args=[read.pk]), {"title": "x"}, follow=True)

    assert "Import the file again to add it." in words_of(answer)


def test_undoing_asks_first_and_then_removes_the_plan(read, alice, office):
    operations.take_in(read, title="The pond", by=alice, at=NOW)
    address = reverse("undo_import", args=[read.pk])

    assert "Undo this import?" in words_of(office.get(address))
    assert Plan.objects.exists()
    assert "The import is undone" in words_of(office.post(address, follow=True))
    assert not Plan.objects.exists()


def test_a_plan_that_was_built_on_offers_no_undo(read, alice, office):
    plan = operations.take_in(read, title="The pond", by=alice, at=NOW)
    Plan.objects.update(changed_at=NOW.replace(year=2023))

    assert "Undo this import" not in words_of(office.get(plan.get_absolute_url()))
    answer = office.post(reverse("undo_import", args=[read.pk]), follow=True)
    assert "has changed since it was added" in words_of(answer)
    assert Plan.objects.exists()


def test_the_list_of_imports_says_what_became_of_each(read, alice, office):
    assert "Waiting to be checked" in words_of(office.get("/imports/"))
    operations.take_in(read, title="The pond", by=alice, at=NOW)
    assert "Added" in words_of(office.get("/imports/"))


def test_an_empty_list_of_imports_says_what_it_is_for(office):
    assert "No file has been read yet" in words_of(office.get("/imports/"))


@pytest.mark.parametrize("name", ["import", "undo_import"])
def test_another_organisations_import_is_not_there(name, read, client_of, charlie):
    assert client_of(charlie).get(reverse(name, args=[read.pk])).status_code == 404


@pytest.mark.parametrize("name", ["take_in", "leave_import", "undo_import"])
def test_another_organisations_import_can_not_be_decided(name, read, client_of, charlie):
    answer = client_of(charlie).post(reverse(name, args=[read.pk]), {"title": "Mine"})

    assert answer.status_code == 404
    read.refresh_from_db()
    assert read.state == "read"


@pytest.mark.parametrize(("name", "code"), [("take_in", 200), ("leave_import", 405), ("read_again", 405)])
def test_nothing_is_decided_by_following_a_link(name, code, read, office):
    assert office.get(reverse(name, args=[read.pk])).status_code == code
    read.refresh_from_db()
    assert read.state == "read"


def test_a_member_imports_nothing(read, client_of, mary):
    client = client_of(mary)

    assert client.get(NEW).status_code == 403
    assert client.post(reverse("take_in", args=[read.pk]), {"title": "x"}).status_code == 403
    assert not Plan.objects.exists()


def test_words_of_a_file_are_never_markup(office):
    content = POND.replace(b"Dredge the pond", b"<script>alert(1)</script> the pond")
    page = words_of(upload(office, content))

    assert "<script>alert(1)" not in page


def test_a_pasted_table_with_its_markup_is_read_as_the_table_that_it_was(office):
    rows = "<tr><th>Action</th><th>Due date</th></tr><tr><td>Dredge<br>the pond</td><td>March 2023</td></tr>"
    answer = office.post(NEW, {"text": "Dredge the pond", "markup": f"<table>{rows}</table>"}, follow=True)

    assert "1 action from 1 table" in words_of(answer)
    assert Import.objects.get().name == "Pasted table.html"


def test_markup_without_a_table_is_left_aside(office):
    office.post(NEW, {"text": POND.decode(), "markup": "<p>Dredge the pond</p>"})

    assert Import.objects.get().name == "Pasted table.txt"


def corrected(office, read, **columns) -> str:
    return words_of(office.post(reverse("read_again", args=[read.pk]), columns, follow=True))


def test_a_column_put_right_is_shown_as_chosen(read, office):
    page = corrected(office, read, column_4="start")

    assert "A person chose this." in page
    assert "Read it as at first" in page
    read.refresh_from_db()
    assert read.plan_document.actions[0].start.text == "March 2023"


def test_columns_as_they_were_are_not_read_again(read, office):
    assert "No column was changed" in corrected(office, read, column_4="due")


def test_who_goes_on_with_a_column_changed_sees_the_file_read_again_first(read, office):
    page = corrected(office, read, column_4="start", go_on="yes")

    assert "Check what was read" in page
    assert "The file is read again with what you chose." in page
    read.refresh_from_db()
    assert read.fields == {"Due date": "start"}
    assert "Add it to the register?" in corrected(office, read, column_4="start", go_on="yes")


def test_who_goes_on_with_a_file_like_a_plan_that_is_here_is_asked_what_it_is(read, riverbank, alice, office):
    operations.take_in(read, title="The pond", by=alice, at=NOW)
    again = file_read(POND, organisation=riverbank, by=alice)

    assert "A new plan, or the next version of one?" in corrected(office, again, go_on="yes")


def test_columns_that_could_be_something_else_are_answered_where_they_stand(riverbank, alice, office):
    content = POND.replace(b"Status", b"Status\tCase").replace(b"On track", b"On track\twater")
    page = office.get(file_read(content, organisation=riverbank, by=alice).get_absolute_url())

    folded = page.content.decode().partition("could be something else")[2].partition("</details>")[0]
    assert "These are right: read again" in folded
    assert page.content.decode().count("These are right: read again") == 1


def test_the_reading_without_corrections_can_be_had_back(read, office):
    corrected(office, read, column_4="start")
    page = corrected(office, read, forget="yes")

    assert "A person chose this." not in page
    read.refresh_from_db()
    assert (read.fields, read.plan_document.actions[0].start) == ({}, None)


def test_a_field_that_is_not_in_the_list_is_said_beside_its_list(read, office):
    page = corrected(office, read, column_4="password")

    assert "There is a problem" in page
    assert "Choose one of the list." in page


def test_columns_without_which_nothing_can_be_read_can_be_chosen_again(read, office, monkeypatch):
    def refuse(*_, **__):
        raise UnreadableFileError("No column says what is to be done.")

    monkeypatch.setattr("followthrough.site.imports.reading.read_for_review_sandboxed", refuse)
    page = corrected(office, read, column_2="note")

    assert "The file could not be read again" in page
    assert "No column says what is to be done." in page
    assert "Go on to add it to the register" not in page
    assert page.index("Read it as at first") < page.index("What the file says of itself")


def test_the_next_version_says_how_many_columns_are_as_chosen_last_time(read, riverbank, alice, office):
    corrected(office, read, column_4="start")
    plan = operations.take_in(read, title="The pond", by=alice, at=NOW)
    following = file_read(POND, organisation=riverbank, by=alice, into=plan)

    page = words_of(office.get(following.get_absolute_url()))
    assert "1 column as you chose last time." in page


@pytest.mark.parametrize(
    ("state", "progress", "words"),
    [
        ("waiting", "", "pond.txt waits for its turn to be read."),
        ("reading", "", "pond.txt is being read."),
        ("reading", "Page 3 of 30", "Page 3 of 30"),
    ],
)
def test_a_file_that_is_not_read_yet_shows_how_far_it_is(state, progress, words, read, office):
    Import.objects.update(state=state, progress=progress)

    for name in ("import", "import_progress"):
        assert words in words_of(office.get(reverse(name, args=[read.pk])))


def test_a_file_of_which_nothing_is_heard_says_whom_to_ask(read, office):
    Import.objects.update(state="waiting")
    assert "ask your administrator" not in words_of(office.get(reverse("import", args=[read.pk])))

    Import.objects.update(heard_at=NOW - timedelta(minutes=3))
    assert "ask your administrator" in words_of(office.get(reverse("import", args=[read.pk])))


def test_the_progress_of_a_file_that_was_read_has_no_content(read, office):
    assert office.get(reverse("import_progress", args=[read.pk])).status_code == 204


@pytest.mark.parametrize("name", ["import_problems", "import_left_over", "take_in"])
def test_a_file_in_which_nothing_was_read_has_no_pages_about_it(name, office):
    upload(office, b"%PDF-1.7")

    assert office.get(reverse(name, args=[Import.objects.get().pk])).status_code == 404


HEAVY_PAGES = ["import", "import_problems", "import_left_over", "take_in"]
LONG = "A word in a long note. " * 4_000


@pytest.fixture
def heavy(riverbank, alice) -> Import:
    """A file with a cell nearly as long as one may be, thousands of remarks and hundreds of problems."""
    rows = [f"P{n}\tMend gate {n}\tHead of Parks\tsoonish\tOn trick" for n in range(300)]
    rows[0] = f"P0\tMend gate 0. {LONG}\tHead of Parks\tMarch 2023\tOn track"
    notes = [f"Line {n} of the minutes: the committee met and talked for long." for n in range(3000)]
    head = ["Ref\tAction\tOwner\tDue date\tStatus"]
    return file_read("\n".join([*head, *rows, *notes]).encode(), organisation=riverbank, by=alice)


@pytest.mark.parametrize("name", HEAVY_PAGES)
def test_pages_of_a_heavy_file_stay_light(name, heavy, office):
    assert len(heavy.plan_document.remarks) > 1000
    answer = office.get(reverse(name, args=[heavy.pk]))

    assert answer.status_code == 200
    assert len(answer.content) < 200_000


def test_all_that_is_left_over_can_be_paged_through(heavy, office):
    answer = office.get(reverse("import_left_over", args=[heavy.pk]), {"page": "2"})

    assert "51 to 100 of" in words_of(answer)


@pytest.mark.parametrize(
    "name", ["import", "import_progress", "import_problems", "import_left_over", "take_in"]
)
def test_a_larger_file_needs_no_more_queries(name, read, heavy, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as for_few:
        office.get(reverse(name, args=[read.pk]))
    with django_assert_max_num_queries(len(for_few)):
        office.get(reverse(name, args=[heavy.pk]))
