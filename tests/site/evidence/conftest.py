"""A plan with one action that has two measures of success, and its owner."""

from datetime import date

import pytest

from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import Offer, offer_evidence
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from tests.site.cast import NOW, TODAY

TRAINED = "All ferry crews are trained"
DRILLED = "A drill is passed on every pier"
FINISHED_ON = date(2022, 11, 14)


@pytest.fixture(autouse=True)
def own_store(store):
    """Files of evidence are in a folder of each test."""


@pytest.fixture
def ferries(riverbank, alice, owen) -> Plan:
    """Riverbank's plan of three actions; Owen owns the one with two measures."""
    said = Update(period="2022-10", status=Status.ON_TRACK, text="Two crews are left.")
    done = Update(period="2022-10", status=Status.COMPLETE, text="Done.")
    document = PlanDocument(
        title="Ferry safety plan",
        actions=[
            Action(
                ref="F1", title="Train the crews", measures=[TRAINED, DRILLED], updates=[said],
                owners=[Owner(role="Lead", name="Harbour Master")],
            ),
            Action(ref="F2", title="Mend the gangways", updates=[done]),
            Action(ref="F3", title="Paint the lifebelts", updates=[said]),
        ],
    )  # fmt: skip
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)
    appoint(riverbank.posts.get(name="Harbour Master"), user=owen, from_on=TODAY, by=None, at=NOW)
    return plan


@pytest.fixture
def crews(ferries):
    """The action with two measures."""
    return ferries.actions.get(ref="F1")


def note(measure: str = "", words: str = "All names are on the training list.") -> Offer:
    return Offer(form=Evidence.Form.NOTE, kind=Evidence.Kind.TRAINING, words=words, measure=measure)


@pytest.fixture
def offered(crews, owen):
    """The same, with evidence for each measure."""
    for measure in (TRAINED, DRILLED):
        offer_evidence(crews, offer=note(measure), by=owen, at=NOW)
    return crews
