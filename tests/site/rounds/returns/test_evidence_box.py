"""What a return says in its box of evidence is evidence of the action, for the verifier to look at."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.site.evidence.from_returns import offers_in
from followthrough.site.evidence.models import Evidence
from followthrough.site.rounds.returns.answering import save_draft, send_back, send_return
from tests.site.cast import NOW
from tests.site.rounds.answers import LATE, return_for, send

LETTERS = "The letters of the parishes"
MINUTE = "Improvement Board, 14 November 2022, minute 12"
LINK = "The report: https://council.example/report.pdf."
SHOWN = LATE._replace(evidence=f"{LETTERS}\nof July\n{MINUTE}\n{LINK}")


def pieces() -> list[tuple[str, str, str]]:
    return list(Evidence.objects.order_by("pk").values_list("form", "words", "state"))


@pytest.mark.django_db
def test_what_is_sent_is_offered_by_who_sent_it_and_a_draft_offers_nothing(opened, owen):
    action_return = return_for(opened, "L1.1")
    save_draft(action_return, answer=SHOWN, version=0, by=owen, at=NOW)
    assert not Evidence.objects.exists()

    send(opened, "L1.1", by=owen, answer=SHOWN)

    note, minute, link = Evidence.objects.order_by("pk")
    assert (note.form, note.words, note.by) == ("note", f"{LETTERS}\nof July", owen)
    assert (minute.form, minute.forum, minute.on) == ("minute", "Improvement Board", date(2022, 11, 14))
    assert (minute.reference, minute.words) == ("12", MINUTE)
    assert (link.form, link.link, link.words) == ("link", "https://council.example/report.pdf", LINK)
    assert {each.period for each in (note, minute, link)} == {opened.period}


@pytest.mark.django_db
def test_what_is_sent_again_after_it_came_back_keeps_what_it_still_names_and_withdraws_the_rest(
    opened, owen, alice
):
    sent = send(opened, "L1.1", by=owen, answer=SHOWN)
    back = send_back(sent, comment="Which report?", version=sent.version, by=alice, at=NOW)
    assert {state for *_, state in pieces()} == {"offered"}

    again = SHOWN._replace(evidence=f"{MINUTE}\nThe survey of May")
    later = NOW + timedelta(hours=1)
    send_return(back, answer=again, version=back.version, by=owen, at=later)

    assert [(words, state) for _, words, state in pieces()] == [
        (f"{LETTERS}\nof July", "withdrawn"),
        (MINUTE, "offered"),
        (LINK, "withdrawn"),
        ("The survey of May", "offered"),
    ]
    withdrawn = Evidence.objects.filter(state="withdrawn").first()
    assert (withdrawn.removed_by, withdrawn.removed_because) == (
        owen,
        "The return was sent again without it.",
    )


@pytest.mark.django_db
def test_the_same_words_are_evidence_once(opened, owen):
    send(opened, "L1.1", by=owen, answer=SHOWN)
    send(opened, "L1.1", by=owen, answer=SHOWN._replace(done="All nine."), at=NOW + timedelta(hours=1))

    assert [state for *_, state in pieces()] == ["offered"] * 3


@pytest.mark.parametrize("words", ["", "N/A", "Complete", " \n - "])
def test_words_that_show_nothing_are_no_evidence(words):
    assert list(offers_in(words)) == []


@pytest.mark.parametrize("words", ["Minute 12", "Cabinet in November 2022", "See board paper of 3/11/22"])
def test_what_names_no_meeting_with_its_day_is_a_note(words):
    assert [offer.form for offer in offers_in(words)] == ["note"]


@given(st.lists(st.sampled_from([LETTERS, MINUTE, LINK, "", "Photographs of each pier"]), max_size=6))
def test_no_line_that_shows_something_is_lost(lines):
    words = "\n".join(offer.words for offer in offers_in("\n".join(lines)))

    assert [line for line in words.splitlines() if line] == [line for line in lines if line]
