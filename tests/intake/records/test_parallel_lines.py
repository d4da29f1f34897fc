"""Rows with a bullet for each of several actions, and a line for each in other columns."""

from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument

HEAD = "<tr><th>Aim<th>Actions<th>Owner<th>Target date<th>Status"


def plan_of(*rows: tuple[str, str, str, str, str]) -> PlanDocument:
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    return read_bytes(f"<html><h1>Quay plan</h1><table>{HEAD}{cells}</table></html>".encode(), "plan.html")


def bullets(*texts: str) -> str:
    return f"<ul>{''.join(f'<li>{text}' for text in texts)}</ul>"


def lines(*texts: str) -> str:
    return "<br>".join(texts)


PLAIN = ("Dry homes", "Clear the drains", "Drainage Manager", "July 2026", "On track")


def test_each_bullet_with_an_owner_and_a_date_of_its_own_is_an_action() -> None:
    owners = lines("Head of Parks", "Harbour Master")
    row = (
        "Safe quay",
        bullets("Mend the rail", "Light the steps"),
        owners,
        lines("May 2026", "June 2026"),
        "",
    )
    plan = plan_of(row, PLAIN)

    assert [(each.title, each.owners[0].name, each.due and each.due.text) for each in plan.actions] == [
        ("Mend the rail", "Head of Parks", "May 2026"),
        ("Light the steps", "Harbour Master", "June 2026"),
        ("Clear the drains", "Drainage Manager", "July 2026"),
    ]
    assert [problem.severity for problem in plan.problems if problem.code == "row_parted"] == ["note"]


def test_bullets_that_share_their_owner_and_date_are_one_action() -> None:
    row = ("Safe quay", bullets("Mend the rail", "Light the steps"), "Head of Parks", "May 2026", "Delayed")
    plan = plan_of(row, PLAIN)

    assert len(plan.actions) == 2
