"""What is complete and not yet closed is asked one question a month, and nothing of its dates."""

import pytest

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.site.rounds.returns.answers import answer_in
from tests.site.rounds.answers import return_for, send

EVIDENCE = "complete_without_evidence"


@pytest.fixture
def client(client_of, owen, holds, opened):
    """Owen, who answers for L2.0, which is complete and was due in August."""
    holds(owen, "Libraries Manager")
    return client_of(owen)


@pytest.fixture
def page(client, opened):
    return client.get(return_for(opened, "L2.0").get_absolute_url()).content.decode()


@pytest.fixture
def press(client, opened):
    def press_button(button="send", **boxes):
        of = return_for(opened, "L2.0")
        form = {"press": button, "version": of.version, "one_question": "yes", **boxes}
        return client.post(of.get_absolute_url(), form)

    return press_button


def test_it_is_asked_one_question(page):
    assert "Is it still complete?" in page
    assert "What is the evidence?" in page
    assert "When will it be finished?" not in page


def test_nothing_is_implied_from_its_dates(page, client, opened):
    assert "lippage" not in page
    all_boxes = client.get(f"{return_for(opened, 'L2.0').get_absolute_url()}?all=yes").content.decode()
    assert "The dates do not decide the status of this action." in all_boxes
    assert "lippage" not in all_boxes


def test_yes_with_evidence_is_sent_at_once(press, opened):
    press(still="yes", evidence="The letters of the parishes, of July")
    of = return_for(opened, "L2.0")

    assert (of.state, of.status, of.nothing_changed) == ("sent", "complete", True)
    assert of.evidence == "The letters of the parishes, of July"
    assert of.implied is None


def test_yes_with_nothing_that_shows_it_is_asked_about_on_the_same_page(press, opened):
    page = press(still="yes").content.decode()
    assert "Before this is sent: 1 question" in page
    assert "Is it still complete?" in page
    assert return_for(opened, "L2.0").state == "not_started"

    chosen = {f"question-{EVIDENCE}": "why", f"question-{EVIDENCE}-why": "The clerk is away until May."}
    press(still="yes", **chosen)
    assert answer_in(return_for(opened, "L2.0")).answered[0].words == "The clerk is away until May."


def test_no_leads_to_all_the_boxes_with_what_was_written(press, opened):
    page = press(still="no", evidence="A parish has asked again").content.decode()

    assert "When will it be finished?" in page
    assert "A parish has asked again</textarea>" in page
    assert return_for(opened, "L2.0").state == "not_started"


def test_no_answer_is_said_on_top(press):
    page = press(evidence="The letters").content.decode()

    assert "There is a problem" in page
    assert page.count("Say whether it is still complete.") == 2
    assert "The letters</textarea>" in page


def test_a_draft_of_it_is_kept(press, client, opened):
    press("draft", evidence="The letters")
    page = client.get(return_for(opened, "L2.0").get_absolute_url()).content.decode()

    assert "Is it still complete?" in page
    assert "The letters</textarea>" in page


def test_what_was_sent_as_something_else_shows_all_its_boxes(client, opened, owen):
    answer = Answer(
        done="A parish asked again.", forecast_text="May 2023", status=Status.ON_TRACK, reason="So."
    )
    send(opened, "L2.0", by=owen, answer=answer)

    page = client.get(return_for(opened, "L2.0").get_absolute_url()).content.decode()
    assert "When will it be finished?" in page


def test_another_owner_s_action_that_is_open_is_asked_as_ever(client_of, owen, holds, opened):
    holds(owen)
    page = client_of(owen).get(return_for(opened, "L1.1").get_absolute_url()).content.decode()

    assert "Is it still complete?" not in page
