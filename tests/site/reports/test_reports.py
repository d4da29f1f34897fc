"""The reports of a plan on the site: which there are, each as a file, with all that the register knows."""

import json
import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from followthrough.outputs.report.kinds import KINDS
from followthrough.site.changes.deciding import Meeting
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.reports import views
from followthrough.site.reports.making import facts_for_report
from followthrough.site.reports.paper_texts import KEYS, Words, write_paper_texts
from followthrough.site.rounds.operations import lock_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW, TODAY
from tests.site.changes.conftest import ask, redate
from tests.site.changes.test_deciding import NO, approve
from tests.site.rounds.answers import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(opened, alice, owen):
    rounds_from_periods(opened.plan, by=alice, at=NOW)
    send(opened, "L1.1", by=owen)
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW, signed_off_by="Chief Executive")
    opened.refresh_from_db()
    return opened


def report(client, round_, kind="cabinet"):
    place = [round_.plan.slug, round_.period, kind, "json"]
    return json.loads(client.get(reverse("report_file", args=place)).content)


def test_the_page_leads_to_each_kind_in_each_format(published, client_of, alice):
    page = client_of(alice).get(reverse("reports", args=[published.plan.slug])).content.decode()

    for kind in KINDS:
        assert kind.purpose in page
        for form in ("docx", "pdf", "xlsx", "html", "csv", "json"):
            assert (
                reverse("report_file", args=[published.plan.slug, published.period, kind.name, form]) in page
            )


def test_a_plan_without_a_round_says_what_to_do_first(agreed, client_of, alice):
    page = client_of(alice).get(reverse("reports", args=[agreed.slug])).content.decode()

    assert "this plan has none yet" in page
    assert reverse("make_rounds", args=[agreed.slug]) in page


def test_the_page_asks_the_database_as_often_for_a_long_plan(
    published, client_of, alice, django_assert_max_num_queries
):
    client = client_of(alice)
    with django_assert_max_num_queries(13):
        client.get(reverse("reports", args=[published.plan.slug]))


def test_a_report_counts_what_the_round_published(published, client_of, alice):
    made = report(client_of(alice), published)

    assert made["figures"]["period"] == "2022-11"
    assert made["figures"]["compared_with"] == "2022-10"
    assert made["figures"]["total"] == len(made["actions"])
    assert {each["name"]: each["text"] for each in made["cover"]}["Signed off by"] == "Chief Executive"


def test_a_data_package_is_a_zip_and_the_plan_in_its_own_shape_has_none(published, client_of, alice):
    place = [published.plan.slug, published.period]
    packed = client_of(alice).get(reverse("report_file", args=[*place, "cabinet", "zip"]))

    assert packed["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(packed.content)) as archive:
        assert "datapackage.json" in archive.namelist()
    assert client_of(alice).get(reverse("report_file", args=[*place, "own-shape", "zip"])).status_code == 404


def test_word_and_pdf_of_a_long_plan_are_drafted_in_the_background(published, client_of, alice, monkeypatch):
    monkeypatch.setattr(views, "LONG_PLAN", 1)
    page = client_of(alice).get(reverse("reports", args=[published.plan.slug])).content.decode()
    draft = f"{reverse('draft_paper', args=[published.plan.slug])}?period={published.period}&amp;kind=audit"
    form = client_of(alice).get(f"{draft.replace('&amp;', '&')}&audience=exempt").content.decode()

    assert f"{draft}&amp;audience=exempt" in page
    assert reverse("report_file", args=[published.plan.slug, published.period, "audit", "pdf"]) not in page
    assert reverse("report_file", args=[published.plan.slug, published.period, "audit", "xlsx"]) in page
    assert re.search(r'value="exempt"[^>]*checked', form)


def test_another_kind_or_format_is_not_found(published, client_of, alice):
    for kind, form in (("kitchen", "json"), ("cabinet", "exe")):
        place = [published.plan.slug, published.period, kind, form]
        assert client_of(alice).get(reverse("report_file", args=place)).status_code == 404


def test_what_was_decided_refused_and_waits_stands_in_the_change_list(opened, owen, alice):
    plan = opened.plan
    meeting = Meeting("Board", TODAY)
    approve(ask(redate(plan, "L1.1", "June 2023"), owen), alice, meeting)
    approve(ask(redate(plan, "L1.0", "July 2023"), owen), alice, meeting, decision=NO)
    ask(redate(plan, "L2.0", "July 2023"), owen)
    facts = facts_for_report(plan, opened.period, today=TODAY).facts

    assert [(each.ref, each.result, each.forum) for each in facts.changes] == [
        ("L1.1", "Approved", "Board"),
        ("L1.0", "Refused", "Board"),
        ("L2.0", "Waiting", ""),
    ]
    assert facts.moves["L1.1"] == 1


def test_who_reads_what_is_published_is_not_told_what_waits(published, client_of, alice, mary, owen):
    ask(redate(published.plan, "L2.0", "July 2023", reason="XWAITSX"), owen)
    place = [published.plan.slug, published.period, 1, "json"]
    texts = [
        client_of(who).get(reverse("edition_file", args=place)).content.decode() for who in (alice, mary)
    ]

    assert ["XWAITSX" in text for text in texts] == [True, False]
    assert "Changes that nobody has decided are not part of this edition." in texts[1]


def test_a_round_that_runs_is_reported_as_of_today(opened, client_of, alice):
    assert report(client_of(alice), opened)["as_at"] == TODAY.isoformat()
    assert date.fromisoformat(report(client_of(alice), opened)["as_at"]) - TODAY == timedelta(0)


def test_the_words_of_the_papers_are_kept_and_stand_in_the_next_paper(opened, client_of, alice):
    client, place = client_of(alice), reverse("paper_texts", args=[opened.plan.slug])
    fields = dict.fromkeys(client.get(place).context["form"].fields, "")
    legal = KEYS.index(("section", "Legal implications"))
    scrutiny = KEYS.index(("comment", "Overview and Scrutiny"))
    said = {
        f"text_{legal}": "Considered, none.",
        f"signed_{legal}": "Head of Law",
        f"text_{scrutiny}": "Too slow.",
    }
    before = report(client, opened)
    answer = client.post(place, fields | said)
    after = report(client, opened)

    assert answer.status_code == 302
    assert "Legal implications" in before["to_be_written"]
    assert "Legal implications" not in after["to_be_written"]
    texts = json.dumps(after, ensure_ascii=False)
    assert "Considered, none. Head of Law." in texts
    assert "“Too slow.”" in texts
    assert "None received." in texts
    assert sentence(Event.objects.get(type="plan.paper_texts_written")).endswith(
        "Legal implications, Overview and Scrutiny."
    )


def test_what_was_written_before_stays_and_the_same_words_are_kept_once(opened, alice):
    key = KEYS[0]
    for words in ("First.", "First.", "Second."):
        write_paper_texts(opened.plan, texts={key: Words(words)}, by=alice, at=NOW)

    assert list(opened.plan.paper_texts.values_list("text", flat=True)) == ["First.", "Second."]


def test_what_the_leadership_team_answers_stands_beside_what_is_late(opened, client_of, alice, owen, dora):
    sent = send(opened, "L1.1", by=owen)
    action, director = sent.action, client_of(dora)
    place = reverse("respond", args=[opened.plan.slug, action.number])
    assert place in director.get(action.get_absolute_url()).content.decode()
    assert place not in client_of(owen).get(action.get_absolute_url()).content.decode()
    assert "Write the response." in director.post(place, {"text": " "}).content.decode()

    for text in ("A second crew.", "A third crew."):
        director.post(place, {"text": text})

    page = client_of(owen).get(action.get_absolute_url()).content.decode()
    assert "A second crew." in page
    assert "Response of the leadership team, November 2022" in page
    paper = json.dumps(report(client_of(alice), opened, "leadership"), ensure_ascii=False)
    assert f"A third crew. ({dora}, 30 November 2022)" in paper
    assert "A second crew." not in paper
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW, signed_off_by="Chief Executive")
    assert "No round of this plan is under way" in director.post(place, {"text": "No."}).content.decode()
