"""A plan as headed rows."""

from followthrough.outputs.layout.table import rows_of
from followthrough.plan.document import Action, Column, Milestone, Note, Owner, PlanDocument, Status, Update
from followthrough.plan.when import When
from tests.outputs.plans import laid_out_plan, plan_with_milestones, small_plan


def headings(table):
    return [column.heading for column in table.columns]


def row(table, at):
    return dict(zip(headings(table), (cell.text for cell in table.rows[at].cells), strict=True))


def test_without_a_layout_the_columns_stand_in_a_sensible_order():
    assert headings(rows_of(small_plan())) == [
        "Theme",
        "Workstream",
        "Ref",
        "Action",
        "Measures of success",
        "Director Lead",
        "Update Owner",
        "Start date",
        "Original due date",
        "Due date",
        "Risk rating",
        "Risk description",
        "Status (April 2026)",
        "Update (April 2026)",
        "Status (May 2026)",
        "Update (May 2026)",
        "Change control",
        "Evidence",
    ]


def test_a_row_says_what_its_action_says():
    said = row(rows_of(small_plan()), 1)

    assert said["Director Lead"] == "Director of Works\nDirector of Place"
    assert said["Due date"] == "End of June 2026"
    assert said["Change control"] == "Yes"
    assert said["Evidence"] == "Photograph 7"


def test_a_status_is_said_as_it_was_given_or_as_the_key_calls_it():
    said = row(rows_of(small_plan()), 1)

    assert (said["Status (April 2026)"], said["Status (May 2026)"]) == ("Green", "Amber")


def test_a_status_that_no_key_knows_is_said_in_plain_words():
    plan = PlanDocument(actions=[Action(title="Dig", updates=[Update(status=Status.ON_HOLD)])])

    assert row(rows_of(plan), 0)["Status"] == "On hold"


def test_a_status_cell_has_the_colour_of_the_plans_own_key():
    table = rows_of(small_plan())
    at = headings(table).index("Status (April 2026)")

    assert table.rows[1].cells[at].colour == "00aa00"
    assert table.rows[0].cells[at].colour is None


def test_a_layout_is_kept_and_what_it_lacks_is_added():
    table = rows_of(laid_out_plan())

    assert headings(table)[:8] == [
        "Theme",
        "Workstream",
        "No",
        "What",
        "Who",
        "Types it",
        "RAG May",
        "Evidence",
    ]
    assert "Update (May 2026)" in headings(table)[8:]
    assert table.has_groups


def test_a_plan_laid_out_without_refs_gets_no_empty_column_for_them():
    layout = [Column(heading="Task", field="title")]

    assert headings(rows_of(PlanDocument(actions=[Action(title="Dig")], layout=layout))) == ["Task"]
    assert headings(rows_of(PlanDocument(actions=[Action(ref="1", title="Dig")], layout=layout)))[0] == "Ref"


def test_a_column_without_a_heading_stands_under_ours():
    layout = [
        Column(heading="No", field="ref"),
        Column(heading="", field="title"),
        Column(heading="", field="status", group="Position"),
        Column(heading="", field="note:"),
    ]

    headings = [(column.heading, column.field) for column in rows_of(small_plan(layout=layout)).columns]

    assert headings[2:6] == [("No", "ref"), ("Action", "title"), ("", "status"), ("", "note:")]


def test_a_column_that_was_not_understood_keeps_its_words():
    assert row(rows_of(laid_out_plan()), 1)["Evidence"] == "Photograph 7"


def test_two_columns_of_one_field_do_not_say_it_twice():
    plan = laid_out_plan()
    plan.layout.append(plan.layout[1].model_copy(update={"heading": "What, continued"}))

    assert row(rows_of(plan), 1)["What, continued"] == ""


def test_what_an_owner_is_told_to_do_stands_with_the_owner():
    owner = Owner(role="Officer", name="Head of Wells")
    plan = PlanDocument(
        actions=[
            Action(title="Dig", owners=[owner], notes=[Note(heading="Officer", text="to report weekly")])
        ]
    )

    assert row(rows_of(plan), 0)["Officer"] == "Head of Wells to report weekly"
    assert headings(rows_of(plan)) == ["Ref", "Action", "Officer"]


def test_milestones_stand_for_a_due_date():
    assert (
        row(rows_of(plan_with_milestones()), 0)["Due date"] == "First spit: June 2026\nLast spit: July 2026"
    )


def test_a_column_of_who_and_when_holds_both():
    plan = small_plan()
    layout = [Column(heading="Action", field="title"), Column(heading="Who and when", field="who_when")]
    table = rows_of(plan.model_copy(update={"layout": layout}))

    assert (
        row(table, 1)["Who and when"] == "Director of Works\nDirector of Place\nWell Warden\nEnd of June 2026"
    )
    assert "Due date" not in headings(table)


def test_each_date_of_several_follows_its_own_owners():
    names = ("Head of Wells", "Head of Roads", "Mayor")
    milestones = [
        Milestone(title="Head of Wells", due=When(text="June 2026", kind="month")),
        Milestone(title="Head of Roads", due=When(text="July 2026", kind="month")),
        Milestone(title="Who and when", due=When(text="May 2027", kind="month")),
    ]
    plan = PlanDocument(
        actions=[
            Action(title="Dig", owners=[Owner(role="Who", name=n) for n in names], milestones=milestones)
        ],
        layout=[Column(heading="Action", field="title"), Column(heading="Who and when", field="who_when")],
    )

    assert row(rows_of(plan), 0)["Who and when"].split("\n") == [
        "Head of Wells June 2026",
        "Head of Roads July 2026",
        "May 2027",
        "Mayor",
    ]


def test_a_part_of_a_list_is_named_in_full_and_other_refs_as_they_were_printed():
    part = Action(ref="15a", printed_ref="a)", parent="15", title="Dig")
    other = Action(ref="W.A1", printed_ref="W.A.1", title="Fill")

    assert [line.cells[0].text for line in rows_of(PlanDocument(actions=[part, other])).rows] == [
        "15a",
        "W.A.1",
    ]


def test_every_word_of_an_action_is_in_its_row():
    action = Action(
        ref="7",
        title="Dig",
        owners=[Owner(role="", name="Digger")],
        priority="High",
        answers=["Recommendation 4"],
        notes=[Note(text="loose note")],
        updates=[Update(text="undated"), Update(period="2026-01", text="dated")],
    )
    said = " ".join(cell.text for cell in rows_of(PlanDocument(actions=[action])).rows[0].cells).split()

    assert set("7 Dig Digger High Recommendation 4 loose note undated dated".split()) == set(said)


def test_main_actions_are_set_off():
    assert [line.is_main for line in rows_of(small_plan()).rows] == [True, False]


def test_a_plan_without_actions_has_headings():
    assert headings(rows_of(PlanDocument())) == ["Ref", "Action"]


def test_columns_side_by_side_under_one_heading_are_one_group():
    groups = rows_of(laid_out_plan()).groups

    assert ("People", 2) in groups
    assert sum(group.width for group in groups) == len(rows_of(laid_out_plan()).columns)
