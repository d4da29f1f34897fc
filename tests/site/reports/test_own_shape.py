"""The plans of the corpus: read, one further round, published in their own shape, read again as the same."""

from contextlib import suppress

import pytest

from followthrough.intake.read import read_file
from followthrough.outputs.report.kinds import BY_NAME, OWN_SHAPE
from followthrough.outputs.report.making import make_report, up_to
from followthrough.rules.calendars import monthly
from followthrough.site.register.operations import apply
from followthrough.site.reports.making import facts_for_report
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import (
    FaultyAnswerError,
    UnansweredError,
    send_return,
)
from tests.outputs.plan_differences import differences, words_lost
from tests.site.cast import NOW, TODAY
from tests.site.reports.further_round import ANSWERS

pytestmark = pytest.mark.django_db
# The formats that hold a plan whole: a CSV has its rows alone.
FORMATS = ("docx", "pdf", "xlsx", "html", "json")


def after_one_more_round(document, *, organisation, by, owner):
    """The round of November 2022, with an answer for every third action that takes one."""
    plan = apply(document, organisation=organisation, by=by, at=NOW)
    rounds_from_periods(plan, by=by, at=NOW)
    (november,) = make_rounds(plan, days=monthly("2022-11", "2022-11"), by=by, at=NOW)
    open_round(november, by=by, at=NOW)
    for at, action_return in enumerate(november.returns.select_related("round", "action__plan")):
        if at % 3 == 0:
            with suppress(FaultyAnswerError, UnansweredError):
                send_return(
                    action_return, answer=ANSWERS[at // 3 % len(ANSWERS)], version=0, by=owner, at=NOW
                )
    lock_round(november, by=by, at=NOW)
    publish_round(november, by=by, at=NOW)
    november.refresh_from_db()
    return november


def as_printed(plan):
    """A plan without what no table prints: who sent a return, whose turn it is, how lines are indented."""
    unprinted = {"by": None, "on": None, "status_text": None}

    def printed(update):
        return update.model_copy(update=unprinted | {"text": " ".join((update.text or "").split())})

    def without(action):
        updates = [printed(each) for each in action.updates if each.says_something]
        return action.model_copy(update={"updates": updates, "no_return": [], "occurrences": None})

    return plan.model_copy(update={"actions": [without(action) for action in plan.actions]})


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_plan_goes_out_in_its_own_shape_and_comes_back_the_same(
    number, corpus, riverbank, alice, owen, tmp_path
):
    (path,) = (corpus / "seeds").glob(f"{number}_*")
    round_ = after_one_more_round(read_file(path), organisation=riverbank, by=alice, owner=owen)
    made_from = facts_for_report(round_.plan, round_.period, today=TODAY)
    published = up_to(made_from.position.plan, round_.period)
    published = as_printed(published)
    assert any(update.period == "2022-11" for action in published.actions for update in action.updates)
    for form in FORMATS:
        file = tmp_path / f"plan.{form}"
        file.write_bytes(make_report(BY_NAME[OWN_SHAPE], made_from.position, made_from.facts, form))
        again = read_file(file)

        assert (form, differences(published, as_printed(again))) == (form, [])
        assert (form, words_lost(published, again)) == (form, set())
