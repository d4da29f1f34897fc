"""The pages of an import, in the hands of each role."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from followthrough.site.imports import operations
from followthrough.site.imports.models import Import
from followthrough.site.register.models import Plan
from tests.site.cast import NOW
from tests.site.imports.files import POND

NEW = "/imports/new/"


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


@pytest.fixture
def read(riverbank, alice) -> Import:
    return operations.read_file(content=POND, name="pond.txt", organisation=riverbank, by=alice, at=NOW)


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
        (b"", "plan.txt", "The file is empty"),
        (b"Good morning.", "plan.txt", "plan.txt"),
        (b"PK\x03\x04 cut", "plan.docx", "is damaged or cut short"),
        (b"\x00\x01\x02" * 99, "plan.bin", "plan.bin"),
    ],
)
def test_a_bad_file_gets_one_sentence_beside_its_box_and_changes_nothing(content, name, sentence, office):
    page = words_of(upload(office, content, name))

    assert "There is a problem" in page
    assert page.count('class="govuk-error-message"') == 1
    assert sentence in page
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


def test_the_same_file_again_says_where_it_is(read, alice, office):
    plan = operations.take_in(read, title="The pond", by=alice, at=NOW)
    page = words_of(upload(office, POND))

    assert "has been taken in already" in page
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

    assert "Nothing was taken in" in words_of(answer)
    assert not Plan.objects.exists()


def test_a_left_file_offers_no_buttons(read, alice, office):
    operations.leave(read, by=alice, at=NOW)
    page = words_of(office.get(reverse("import", args=[read.pk])))

    assert "Take it in?" not in page
    assert "nothing was taken in" in page


def test_taking_in_what_was_left_says_what_to_do(read, alice, office):
    operations.leave(read, by=alice, at=NOW)
    answer = office.post(reverse("take_in", args=[read.pk]), {"title": "x"}, follow=True)

    assert "Import it again to take it in." in words_of(answer)


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
    assert "has changed since it was taken in" in words_of(answer)
    assert Plan.objects.exists()


def test_the_list_of_imports_says_what_became_of_each(read, alice, office):
    assert "Waiting to be checked" in words_of(office.get("/imports/"))
    operations.take_in(read, title="The pond", by=alice, at=NOW)
    assert "Taken in" in words_of(office.get("/imports/"))


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


@pytest.mark.parametrize("name", ["take_in", "leave_import"])
def test_nothing_is_decided_by_following_a_link(name, read, office):
    assert office.get(reverse(name, args=[read.pk])).status_code == 405


def test_a_member_imports_nothing(read, client_of, mary):
    client = client_of(mary)

    assert client.get(NEW).status_code == 403
    assert client.post(reverse("take_in", args=[read.pk]), {"title": "x"}).status_code == 403
    assert not Plan.objects.exists()


def test_words_of_a_file_are_never_markup(office):
    content = POND.replace(b"Dredge the pond", b"<script>alert(1)</script> the pond")
    page = words_of(upload(office, content))

    assert "<script>alert(1)" not in page
