"""Two small versions of a plan with a change of each kind, for the forms that a comparison is shown in."""

from datetime import date
from typing import Any

from followthrough.compare import compare
from followthrough.plan.document import Action, Owner, PlanDocument, Problem, Source, Status, Update
from followthrough.plan.when import read_when

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def action(
    ref: str | None, title: str, *updates: Update, due: str = "March 2027", owner: str = "Head of HR"
) -> Action:
    owners = [Owner(role="Lead", name=owner)]
    return Action(ref=ref, title=title, owners=owners, due=read_when(due), updates=list(updates))


def said(period: str, text: str, status: Status = Status.ON_TRACK, words: str = "On plan") -> Update:
    return Update(period=period, status=status, status_text=words, text=text)


def version(name: str, day: date, *actions: Action, **fields: Any) -> PlanDocument:
    source = Source(name=name, media_type="text/plain", sha256="0" * 64, size=12345)
    return PlanDocument(title="Recovery plan", source=source, as_at=day, actions=list(actions), **fields)


BEGUN = said(SEPTEMBER, "Begun with the <big> estates.")
SURVEY = "Survey staff <all> & report"

OLD = version(
    "september.xlsx",
    date(2026, 9, 30),
    action("A1", "Rewrite the asset register", BEGUN, due="December 2026"),
    action("A2", "Publish the savings", said(SEPTEMBER, "The draft is with the board.")),
    action("B1", "Train members", said(SEPTEMBER, "Half of them came.")),
    action("B2", "Close the old depot", said(SEPTEMBER, "Sold.", Status.COMPLETE, "Done")),
    action("B3", "Renew the fleet strategy"),
    action(None, "Meet the unions"),
    action(None, "Meet the unions"),
    problems=[Problem(code="column_shift", severity="error", message="A column is lost.")],
)
NEW = version(
    "october.xlsx",
    date(2026, 10, 31),
    action(
        "A1", "Rewrite the asset register", BEGUN, said(OCTOBER, "Two <thirds> are done."), due="Spring 2027"
    ),
    action(
        "A2",
        "Publish the savings",
        said(SEPTEMBER, "The second draft is with the board."),
        said(OCTOBER, "Out on 3 October.", Status.COMPLETE, "Done"),
    ),
    action(
        "B1",
        "Train members",
        said(SEPTEMBER, "Half of them came."),
        said(OCTOBER, "Half of them came."),
        owner="Head of Law",
    ),
    action("B2", "Close the old depot", said(SEPTEMBER, "Sold.", Status.COMPLETE, "Done")),
    action(None, "Meet the unions"),
    action("C1", SURVEY, due="May 2027"),
)
COMPARISON = compare(OLD, NEW)
