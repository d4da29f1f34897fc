"""Plans with invented content for the tests of writers."""

from datetime import date

from followthrough.plan.document import (
    Action,
    ChangeControl,
    Column,
    Link,
    Milestone,
    Note,
    Owner,
    PlanDocument,
    Recommendation,
    Remark,
    Risk,
    RiskLevel,
    SchemeEntry,
    Status,
    Update,
    Where,
)
from followthrough.plan.when import When, read_when


def when(text):
    return When(text=text, kind="other")


def small_plan(**more):
    """Two actions under one theme, with two months of updates and a scheme of the plan's own."""
    main = Action(
        ref="W.A1.0",
        kind="main",
        theme="Water",
        workstream="Wells",
        title="Keep the wells open",
        risk=Risk(rating="High", description="The town runs dry"),
        measures=["No day without water"],
    )
    action = Action(
        ref="W.A1.1",
        parent="W.A1.0",
        theme="Water",
        workstream="Wells",
        title="Mend the north well",
        owners=[
            Owner(role="Director Lead", name="Director of Works"),
            Owner(role="Director Lead", name="Director of Place"),
            Owner(role="Update Owner", name="Well Warden"),
        ],
        start=when("Jan-26"),
        original_due=when("Spring 2026"),
        due=when("End of June 2026"),
        updates=[
            Update(period="2026-04", status=Status.ON_TRACK, status_text="Green", text="=Rope bought"),
            Update(period="2026-05", status=Status.MEDIUM_SLIPPAGE, text="Bucket late, see W.A1.0"),
        ],
        links=[Link(to="W.A1.0", kind="see", text="see W.A1.0")],
        change_control=ChangeControl(required=True),
        notes=[Note(heading="Evidence", text="Photograph 7")],
    )
    plan = {
        "title": "Wells plan",
        "organisation": "Invented Town Council",
        "as_at": date(2026, 5, 31),
        "scheme": [
            SchemeEntry(label="Green", status=Status.ON_TRACK, definition="As planned", colour="00aa00"),
            SchemeEntry(label="Amber", status=Status.MEDIUM_SLIPPAGE, definition="A little late"),
        ],
        "risk_matrix": [RiskLevel(score=4, label="High", impact={"Financial": "A lot"}, likelihood="Soon")],
        "remarks": [Remark(text="Water is life.", where=Where(sheet="Front", row_first=3))],
        "actions": [main, action],
    }
    return PlanDocument(**{**plan, **more})


def themed_actions():
    """Two actions under each of two themes."""
    return [
        Action(
            ref=f"{theme[0]}{number}",
            theme=theme,
            title=f"{verb} the {thing}",
            owners=[Owner(role="Lead", name="Well Warden")],
            due=read_when("30 June 2026"),
            updates=[Update(status=Status.ON_TRACK, status_text="On track", text="Rope bought")],
        )
        for theme, thing in (("Water", "north well"), ("Roads", "south gate"))
        for number, verb in ((1, "Mend"), (2, "Paint"))
    ]


def laid_out_plan():
    """The same plan as its own body lays it out: few columns, one of them not understood."""
    layout = [
        Column(heading="No", field="ref"),
        Column(heading="What", field="title"),
        Column(heading="Who", field="owner:Director Lead", group="People"),
        Column(heading="Types it", field="owner:Update Owner", group="People"),
        Column(heading="RAG May", field="status:2026-05"),
        Column(heading="Evidence", field=None),
    ]
    return small_plan(layout=layout)


def plan_with_milestones():
    action = Action(
        ref="1",
        title="Dig",
        milestones=[
            Milestone(title="First spit", due=when("June 2026")),
            Milestone(title="Last spit", due=when("July 2026")),
        ],
    )
    return PlanDocument(actions=[action])


def plan_with_recommendations(**more):
    """The same plan with what it answers: each kind of answer, paragraphs, a name in place of a number."""
    recommendations = [
        Recommendation(
            id="R1",
            body="Auditor of Wells",
            text="The Council must keep its wells open.\n It should say each month how deep the water is.",
            acceptance="accepted",
        ),
        Recommendation(id="R2", body="Auditor of Wells", text="Mend it.", acceptance="accepted_in_part"),
        Recommendation(id="R3", body="Water Inspectorate", text="Sell the rope.", acceptance="rejected"),
        Recommendation(id="R10", text="Let the county dig.", acceptance="for_others"),
        Recommendation(id="Finding 4.2", body="Water Inspectorate", text="No bucket is to be left below."),
        Recommendation(id="11", text="Count the buckets.", acceptance="no_response"),
    ]
    plan = small_plan(recommendations=recommendations, **more)
    plan.actions[1].answers = ["R2"]
    return plan
