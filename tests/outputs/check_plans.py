"""A small plan with a finding of each weight, for the forms that a check is shown in."""

from datetime import date

from followthrough.challenge import Finding
from followthrough.plan.document import Action, Owner, PlanDocument, Source, Status, Update, Where
from followthrough.plan.when import read_when

DAY = date(2026, 10, 31)


def action(ref: str, title: str, *, theme: str | None, owner: str, row: int) -> Action:
    return Action(
        ref=ref,
        title=title,
        theme=theme,
        workstream=theme,
        owners=[Owner(role="Lead", name=owner)],
        due=read_when("Sep-26"),
        updates=[Update(period="2026-10", status=Status.ON_TRACK, status_text="On plan")],
        where=Where(row_first=row, row_last=row),
    )


PLAN = PlanDocument(
    title="Recovery plan",
    source=Source(name="plan.xlsx", media_type="text/plain", sha256="0" * 64, size=12345),
    actions=[
        action("A1", "Rewrite the asset register", theme="Money", owner="Head of Estates", row=4),
        action("A2", "Publish the savings", theme="Money", owner="Head of  estates", row=5),
        action("B1", "Train members <all> & staff", theme="People", owner="Head of HR", row=9),
        action("B2", "Survey staff", theme="People", owner="Head of HR", row=10),
    ],
)


def finding(number: int, code: str, severity: str, message: str, quote: str = "") -> Finding:
    about = PLAN.actions[number]
    return Finding(
        code=code,
        severity=severity,
        ref=about.ref,
        title=about.title,
        message=message,
        quote=quote,
        settles="A new date.",
        where=about.where,
    )


FINDINGS = [
    finding(0, "on_track_past_due", "error", "Called on track, and September 2026 has ended.", "Due: Sep-26"),
    finding(0, "update_copied", "warning", "The update repeats September 2026 word for word.", "Begun."),
    finding(2, "update_copied", "warning", "The update repeats September 2026.", "<script>alert(1)</script>"),
    finding(1, "malformed_ref", "note", "The ref is printed as A 2; we read it as A2."),
]
