"""A round is taken to its committee: which one, who signed it off, and its page as a file."""

import json
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pdfplumber
import pytest
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.rounds.figures.queries import figures
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import lock_round, publish_round, set_forum
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import send

pytestmark = pytest.mark.django_db
COMMITTEE = "Audit and Standards Committee"


@pytest.fixture
def published(opened, alice, owen) -> Round:
    """The November round, published with one return in, for a committee."""
    rounds_from_periods(opened.plan, by=alice, at=NOW)
    send(opened, "L1.1", by=owen)
    set_forum(opened, forum=COMMITTEE, forum_on=date(2022, 12, 14), by=alice, at=NOW)
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW, signed_off_by="Chief Executive")
    opened.refresh_from_db()
    return opened


@pytest.fixture
def file_of(published, client_of, rita):
    """A function that gives the round as a file that ends so."""

    def download(ending: str) -> BytesIO:
        place = [published.plan.slug, published.period, 1, ending]
        answer = client_of(rita).get(reverse("edition_file", args=place))
        assert answer.status_code == 200
        assert f"2022-11-edition-1.{ending}" in answer["Content-Disposition"]
        return BytesIO(answer.content)

    return download


def page_of(client, round_: Round) -> str:
    return " ".join(client.get(round_.get_absolute_url()).content.decode().split())


def test_the_committee_its_day_and_who_signed_it_off_stand_on_the_page(published, client_of, rita):
    page = page_of(client_of(rita), published)

    assert "Audit and Standards Committee, 14 December 2022" in page
    assert "Published on 30 November 2022 by Alice. Signed off by Chief Executive." in page
    assert sentence(Event.objects.get(type="round.forum_set")) == (
        "Alice noted that the November 2022 round goes to Audit and Standards Committee, 14 December 2022."
    )


def test_the_committee_is_told_in_a_form_that_takes_days_in_words(opened, client_of, alice):
    place = [opened.plan.slug, opened.period]
    answer = client_of(alice).post(
        reverse("set_forum", args=place), {"forum": COMMITTEE, "forum_on": "14 Dec 2022"}
    )
    opened.refresh_from_db()

    assert answer.status_code == 302
    assert (opened.forum, opened.forum_on) == (COMMITTEE, date(2022, 12, 14))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"forum": COMMITTEE, "forum_on": "soon"}, "“soon” is not a day."),
        ({"forum": "", "forum_on": "14 December 2022"}, "Say which committee or board meets on that day."),
    ],
)
def test_what_is_no_committee_or_no_day_changes_nothing(opened, client_of, alice, asked, says):
    answer = client_of(alice).post(reverse("set_forum", args=[opened.plan.slug, opened.period]), asked)
    opened.refresh_from_db()

    assert says in answer.content.decode()
    assert (opened.forum, opened.forum_on) == ("", None)


def test_publishing_asks_who_signed_it_off(opened, client_of, alice):
    lock_round(opened, by=alice, at=NOW)
    place = [opened.plan.slug, opened.period]
    page = client_of(alice).get(reverse("publish_round", args=place)).content.decode()
    client_of(alice).post(reverse("publish_round", args=place), {"signed_off_by": "Leader"})

    assert "Who signed it off?" in page
    assert opened.publications.get().signed_off_by == "Leader"


def test_saying_the_same_committee_twice_is_one_event(opened, alice):
    for _ in range(2):
        set_forum(opened, forum=COMMITTEE, forum_on=None, by=alice, at=NOW)

    assert Event.objects.filter(type="round.forum_set").count() == 1


def test_the_paper_counts_what_the_page_counts(published, file_of):
    printed = json.loads(file_of("json").read())["figures"]
    counted = figures(published, day=TODAY)

    assert printed["total"] == counted.total
    assert sorted(printed["no_return"]) == sorted(each.ref for each in counted.missing)
    assert sorted(printed["completed"]) == sorted(each.ref for each in counted.completed)


def test_word_pdf_and_excel_say_the_same_sentences(file_of):
    lines = [
        f"{each['lead']} {each['text']}".strip() for each in json.loads(file_of("json").read())["headline"]
    ]
    word = "\n".join(each.text for each in docx.Document(file_of("docx")).paragraphs)
    summary = [row[0].value for row in openpyxl.load_workbook(file_of("xlsx"))["Summary"].iter_rows()]
    with pdfplumber.open(file_of("pdf")) as reader:
        printed = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    for words in lines:
        assert words in word
        assert words in summary
        assert words in printed


def test_the_paper_names_the_committee_its_day_and_who_signed_it_off(published, file_of):
    cover = {each["name"]: each["text"] for each in json.loads(file_of("json").read())["cover"]}

    assert cover["Report to"] == "Audit and Standards Committee, 14 December 2022"
    assert cover["Signed off by"] == "Chief Executive"


def test_the_same_edition_gives_the_same_bytes(file_of):
    assert [file_of(each).read() for each in ("docx", "xlsx", "pdf")] == [
        file_of(each).read() for each in ("docx", "xlsx", "pdf")
    ]


def test_another_kind_of_file_is_not_found(published, client_of, rita):
    place = [published.plan.slug, published.period, 1, "exe"]

    assert client_of(rita).get(reverse("edition_file", args=place)).status_code == 404


def test_an_action_without_a_return_says_what_was_said_before(file_of):
    tables = [
        b for s in json.loads(file_of("json").read())["sections"] for b in s["blocks"] if b["kind"] == "table"
    ]
    rows = {row[0]: row for row in next(table for table in tables if table["name"] == "actions")["rows"]}

    assert rows["L1.2"][-2] == "Not due to start"
    assert str(rows["L1.2"][-1]).startswith("No return.")
