"""One small plan for each kind of fault that reading must not have, and least of all in silence."""

from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument, Status

COMPLETE, UNDER_WAY = Status.COMPLETE, Status.IN_PROGRESS


def read(*lines: str, name: str = "plan.csv") -> PlanDocument:
    return read_bytes("\n".join(lines).encode(), name)


def statuses(plan: PlanDocument) -> list[Status | None]:
    return [action.updates[0].status for action in plan.actions]


def said(plan: PlanDocument, code: str) -> list[str]:
    return [problem.message for problem in plan.problems if problem.code == code]


def test_beside_ticks_a_cross_says_that_it_is_not_done() -> None:
    rows = ("1,Map each culvert,June 2026,✓", "2,Clear the weir,July 2026,✗", "3,Buy pumps,May 2026,✓")

    assert statuses(read("Ref,Action,Due date,Done?", *rows)) == [COMPLETE, UNDER_WAY, COMPLETE]


def test_a_cross_alone_fills_a_box() -> None:
    rows = ("1,Map each culvert,June 2026,x", "2,Clear the weir,July 2026,", "3,Buy pumps,May 2026,x")

    assert statuses(read("Ref,Action,Due date,Done?", *rows)) == [COMPLETE, None, COMPLETE]


def test_a_key_in_one_paragraph_is_read_with_its_not() -> None:
    plan = read(
        "<html><p>BRAG key: Blue – complete. Green – on course. Amber – not on course but recoverable. "
        "Red – not on course.</p><table><tr><th>No<th>Action<th>Lead<th>Target<th>BRAG",
        "<tr><td>1<td>Replace radios<td>Area Manager<td>June 2026<td>Blue",
        "<tr><td>2<td>Drill at the refinery<td>Group Manager<td>July 2026<td>Red",
        "<tr><td>3<td>Write a new rota<td>Head of HR<td>May 2026<td>Green</table></html>",
        name="plan.html",
    )

    assert [entry.label for entry in plan.scheme or []] == ["Blue", "Green", "Amber", "Red"]
    assert all(entry.status for entry in plan.scheme or [])
    assert Status.ON_TRACK not in [entry.status for entry in (plan.scheme or [])[2:]]
    assert statuses(plan)[0] is COMPLETE
    assert statuses(plan)[2] is Status.ON_TRACK


def test_days_and_months_exchanged_beside_dates_that_stayed_words_are_asked_about() -> None:
    head = "Ref,Action,Owner,Due date"
    turned = ("2026-04-03", "25/04/2026", "2026-06-05", "30/06/2026")
    rows = [f"{ref},Walk along culvert {ref},Drainage Manager,{day}" for ref, day in enumerate(turned, 1)]

    [message] = said(read(head, *rows), "dates_exchanged")

    assert "have the day first (“25/04/2026”)" in message
    assert not said(read(head, *rows[1:]), "dates_exchanged")
    assert not said(read(head, *rows, "5,Walk again,Drainage Manager,2026-06-28"), "dates_exchanged")


def test_a_key_of_swatches_tells_what_a_column_of_colours_alone_means() -> None:
    blue, red, green = "0070C0", "FF0000", "00B050"
    key = "".join(
        f"<tr><td style='background:#{colour}'><td>{words}"
        for colour, words in ((blue, "Delivered"), (red, "Will be delivered late"), (green, "Will be met"))
    )
    rows = "".join(
        f"<tr><td>Mend weir {at}<td>Clerk<td>May 2026<td style='background:#{colour}'><td>Divers are booked"
        for at, colour in enumerate((red, blue, green))
    )
    head = "<tr><th>Agreed response<th>Officer<th>Agreed date<th>Position<th>Latest"

    plan = read(f"<html><table>{key}</table><p>Plan</p><table>{head}{rows}</table></html>", name="plan.html")

    assert statuses(plan) == [Status.MEDIUM_SLIPPAGE, COMPLETE, Status.ON_TRACK]
    assert said(plan, "status_from_colour")


def test_sections_keep_their_level_where_their_numbers_tell_it() -> None:
    plan = read(
        "Ref,Action,Owner,Due,Status",
        *("1 Governance,,,,", "1.1 Decisions,,,,", "1.1.1,Publish decisions,Clerk,30/06/2026,On track"),
        *("1.2 Scrutiny,,,,", "1.2.1,Plan the year,Clerk,30/06/2026,Delayed"),
        *("2 Finance,,,,", "2.1 Budget,,,,", "2.1.1,Set the budget,Treasurer,30/11/2026,On track"),
        "Total,3 actions,,,",
    )

    assert [(action.theme, action.workstream) for action in plan.actions] == [
        ("1 Governance", "1.1 Decisions"),
        ("1 Governance", "1.2 Scrutiny"),
        ("2 Finance", "2.1 Budget"),
    ]
    assert plan.actions[-1].updates[0].text is None
    assert "3 actions" in [remark.text for remark in plan.remarks]


def test_a_mark_for_the_same_again_is_no_person_and_neither_is_one_for_nobody_yet() -> None:
    marks = ("-do-", '""""', '",,"', "See above", "TBC", "To be confirmed", "N/A")
    rows = [f"{ref},Clear weir {ref},{mark},30/06/2026" for ref, mark in enumerate(marks, 2)]

    plan = read("Ref,Action,Owner,Due date", "1,Map each culvert,Drainage Manager,30/06/2026", *rows)

    owners = [[owner.name for owner in action.owners] for action in plan.actions]
    assert owners == [["Drainage Manager"]] * 5 + [[]] * 3
    assert len(said(plan, "same_as_above")) == 4
    assert len(said(plan, "placeholder_text")) == 3
    assert {"TBC", "To be confirmed"} <= {remark.text for remark in plan.remarks}


def test_a_table_with_a_column_for_each_action_is_turned_and_said() -> None:
    plan = read(
        "Action,Map each culvert,Clear the weir,Buy pumps",
        "Owner,Drainage Manager,Town Clerk,Stores Manager",
        "Due date,30/06/2026,31/08/2026,30/09/2026",
        "Status,On track,Delayed,Complete",
    )

    assert [action.title for action in plan.actions] == ["Map each culvert", "Clear the weir", "Buy pumps"]
    assert [action.owners[0].name for action in plan.actions][1:] == ["Town Clerk", "Stores Manager"]
    assert statuses(plan)[2] is COMPLETE
    assert said(plan, "table_turned")
