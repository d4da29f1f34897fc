"""What happens to risks: scores that stay, edits that meet, a matrix of one's own."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from followthrough.plan.risk import RiskScale
from followthrough.site.history.models import Event
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.risks.matrix import Criterion, matrix_of
from followthrough.site.risks.models import Assessment, PlanRisk
from followthrough.site.risks.operations import (
    RiskError,
    Scoring,
    add_risk,
    assess_risk,
    change_matrix,
    change_risk,
    close_risk,
    score_action,
)
from followthrough.site.risks.queries import action_risk, risks_of, risks_of_actions
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

HIGH = Scoring({"Financial": 4, "Reputation": 2}, 3)
LOW = Scoring({"Financial": 2}, 2)
FACTS = {
    "title": "The roofs fail before the survey",
    "cause": "Old felt",
    "event": "A storm",
    "effect": "Branches close",
    "controls": "Weekly looks",
    "owner": None,
    "review_on": date(2022, 11, 1),
    "exempt_because": "",
}


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.fixture
def storm(library, alice) -> PlanRisk:
    return add_risk(library, facts=FACTS, actions=[library.actions.get(ref="L1.1")], by=alice, at=NOW)


def score(risk, current, *, by, **given):
    defaults = {"inherent": None, "target": None, "note": "", "review_on": None}
    return assess_risk(risk, current=current, by=by, at=NOW, **(defaults | given))


def test_a_risk_stands_in_the_register_with_its_scores_direction_and_actions(library, storm, alice):
    score(storm, LOW, by=alice)
    score(storm, HIGH, by=alice, inherent=Scoring({"Financial": 4}, 4), target=LOW)

    (row,) = risks_of(library, day=TODAY)

    assert (row.ref, row.current.words, row.current.criterion) == ("R1", "12 High", "Financial")
    assert (row.inherent.product, row.target.product, row.direction) == (16, 4, "up")
    assert [name for _, name in row.actions] == ["L1.1"]


def test_a_risk_is_past_its_review_from_the_day_after(library, storm):
    assert risks_of(library, day=date(2022, 11, 2))[0].is_past_review
    assert not risks_of(library, day=date(2022, 11, 1))[0].is_past_review


@pytest.mark.parametrize(
    ("current", "given", "sentence"),
    [
        (Scoring({}, 2), {}, "Score at least one kind of impact from 1 to 4."),
        (Scoring({"Financial": 5}, 2), {}, "Financial is 5: a score is a whole number from 1 to 4."),
        (Scoring({"Weather": 2}, 2), {}, "“Weather” is no kind of impact"),
        (HIGH, {"inherent": LOW}, "can't be graver than without them"),
    ],
)
def test_a_score_off_the_matrix_is_refused_with_a_sentence(storm, alice, current, given, sentence):
    with pytest.raises(RiskError, match=sentence):
        score(storm, current, by=alice, **given)

    assert not Assessment.objects.exists()


def test_how_a_risk_was_scored_never_changes(storm, alice):
    score(storm, HIGH, by=alice)

    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.update(note="It was low.")


def test_who_saves_over_somebody_else_s_edit_is_told(storm, alice, dora):
    change_risk(storm, version=0, facts=FACTS | {"cause": "Wet felt"}, actions=[], by=dora, at=NOW)

    with pytest.raises(RiskError, match="Somebody else changed this risk meanwhile"):
        change_risk(storm, version=0, facts=FACTS | {"cause": "Thin felt"}, actions=[], by=alice, at=NOW)

    assert PlanRisk.objects.get().cause == "Wet felt"
    assert "Cause from “Old felt” to “Wet felt”" in Event.objects.latest("pk").details["words"]


def test_a_closed_risk_is_scored_only_once_it_is_open_again(library, storm, alice):
    close_risk(storm, reason="The roofs are mended.", on=TODAY, by=alice, at=NOW)
    assert risks_of(library, day=TODAY) == []
    with pytest.raises(RiskError, match="This risk is closed"):
        score(storm, LOW, by=alice)

    close_risk(storm, reason="It leaks again.", on=TODAY, by=alice, at=NOW)
    score(storm, LOW, by=alice)
    assert risks_of(library, day=TODAY)[0].current.product == 4


def test_the_risk_of_an_action_has_a_history_and_its_rating_is_in_the_plan_document(library, alice):
    action = library.actions.select_related("plan").get(ref="L1.0")
    assert action_risk(action).rating == "high"

    score_action(action, current=LOW, note="Tarpaulins are up.", by=alice, at=NOW)
    score_action(action, current=Scoring({"Reputation": 3}, 2), note="One tore.", by=alice, at=NOW)

    (row,) = (each for each in risks_of_actions(library) if each.ref == "L1.0")
    assert (row.score.words, row.times_scored, row.description) == (
        "6 Medium",
        2,
        "Water reaches the books",
    )
    assert as_document(library).actions[0].risk.rating == "Medium"


def test_an_organisation_has_a_matrix_of_its_own(riverbank, library, storm, alice):
    score(storm, LOW, by=alice)
    criteria = [Criterion("Money", ("None", "Some"))]

    with pytest.raises(RiskError, match="from 1 to 4 already"):
        change_matrix(riverbank, scale=RiskScale(size=5), criteria=criteria, likelihood=[], by=alice, at=NOW)
    change_matrix(
        riverbank, scale=RiskScale(medium=3, high=4), criteria=criteria, likelihood=[], by=alice, at=NOW
    )

    assert [each.name for each in matrix_of(riverbank).criteria] == ["Money"]
    assert risks_of(library, day=TODAY)[0].current.words == "4 High"
    assert Assessment.objects.get().rating_words == "Low"


def test_a_risk_is_marked_as_not_to_be_published_with_its_reason(library, storm, alice):
    facts = FACTS | {"exempt_because": "It names a supplier."}
    actions = list(storm.actions.all())

    change_risk(storm, version=0, facts=facts, actions=actions, by=alice, at=NOW)

    (row,) = risks_of(library, day=TODAY)
    assert row.exempt_because == "It names a supplier."
    assert "Not to be published" in Event.objects.order_by("pk").last().details["words"]
