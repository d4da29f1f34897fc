"""What a plan calls its levels stands wherever a level is named."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from followthrough.site.changes.models import ChangeRequest
from followthrough.site.register.editing.plan import change_plan
from followthrough.site.register.levels import in_sentence
from tests.site.cast import NOW


@pytest.fixture
def own_words(library, alice):
    """The library plan, which has priorities and strands."""
    words = {"theme": "Priority area", "workstream": "Strand"}
    change_plan(library, title=library.title, level_words=words, approval_wanted=False, by=alice, at=NOW)
    return library


@pytest.mark.parametrize(
    ("word", "inside"), [("Priority", "priority"), ("KPI group", "KPI group"), ("A part", "a part"), ("", "")]
)
def test_a_word_loses_its_capital_inside_a_sentence_unless_it_is_an_abbreviation(word, inside):
    assert in_sentence(word) == inside


@pytest.mark.parametrize(
    ("page", "asked", "words"),
    [
        ("plan", {}, ["Status by priority area", ">Priority area<"]),
        ("actions", {}, [">Priority area", ">Strand", "Strand, in the plan&#x27;s order"]),
        ("actions", {"columns": ["theme", "workstream"]}, ['data-label="Priority area"', ">Strand<"]),
        ("timeline", {}, ["in each strand", ">Priority area"]),
        ("edit_plan", {}, ["Priority area and strand: names and order"]),
        ("edit_actions", {}, ["Move to this priority area"]),
    ],
)
def test_pages_say_it(own_words, alice, client_of, page, asked, words):
    shown = client_of(alice).get(reverse(page, args=[own_words.slug]), asked).content.decode()

    for each in words:
        assert each in shown
    for usual in ("Theme", "theme”", "Workstream", "by theme", "each workstream"):
        assert usual not in shown


def test_a_filter_that_is_on_says_it(own_words, alice, client_of):
    theme = own_words.themes.first()
    page = client_of(alice).get(reverse("actions", args=[own_words.slug]), {"theme": theme.pk})

    assert f"Priority area: {theme.title}" in page.content.decode()


def test_downloads_of_a_list_say_it(own_words, alice, client_of):
    client, asked = client_of(alice), {"columns": ["theme", "workstream"]}
    excel = client.get(reverse("download_actions", args=[own_words.slug, "xlsx"]), asked).content
    csv = client.get(reverse("download_actions", args=[own_words.slug, "csv"]), asked).getvalue().decode()

    sheet = openpyxl.load_workbook(BytesIO(excel)).active
    assert ["Ref", "Action", "Priority area", "Strand"] in [
        [cell.value for cell in row[:4]] for row in sheet.iter_rows()
    ]
    assert "Priority area,Strand" in csv


def test_a_change_that_is_asked_for_says_it(own_words, alice, client_of):
    action = own_words.actions.get(ref="L1.1")
    ChangeRequest.objects.create(
        plan=own_words,
        number=1,
        action=action,
        kind="other",
        field="theme",
        new_words="Readers",
        asked_at=NOW,
    )
    for address in (reverse("changes", args=[own_words.slug]), action.get_absolute_url()):
        assert "Priority area" in client_of(alice).get(address).content.decode()
