"""What stands beside the actions of a plan."""

from followthrough.outputs.layout.side_tables import (
    key_tables,
    recommendation_table,
    remark_table,
    remarks_of,
)
from followthrough.plan.document import PlanDocument, Recommendation, Remark, RiskLevel, SchemeEntry, Status
from tests.outputs.plans import small_plan


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_the_key_has_the_scheme_and_the_risk_matrix():
    scheme, matrix = key_tables(small_plan())

    assert (scheme.columns, texts(scheme)[0]) == (("Status", "Definition"), ["Green", "As planned"])
    assert (matrix.columns, texts(matrix)) == (
        ("Score", "Financial", "Likelihood"),
        [["4 (High)", "A lot", "Soon"]],
    )


def test_a_key_without_definitions_has_a_column_for_them_all_the_same():
    (scheme,) = key_tables(PlanDocument(scheme=[SchemeEntry(label="On track", status=Status.ON_TRACK)]))

    assert (scheme.columns, texts(scheme)) == (("Status", "Definition"), [["On track", ""]])


def test_a_label_that_says_another_state_than_its_own_is_defined_in_our_words():
    entries = [
        SchemeEntry(label="G", status=Status.COMPLETE),
        SchemeEntry(label="Amber", status=Status.MEDIUM_SLIPPAGE),
        SchemeEntry(label="Odd", status=None),
    ]

    (scheme,) = key_tables(PlanDocument(scheme=entries))

    assert texts(scheme) == [["G", "Complete"], ["Amber", ""], ["Odd", ""]]


def test_a_colour_that_is_none_leaves_a_status_without():
    entries = [SchemeEntry(label=colour, status=None, colour=colour) for colour in ("#00AA00", "red")]

    (scheme,) = key_tables(PlanDocument(scheme=entries))

    assert [(row[0].text, row[0].colour) for row in scheme.rows] == [("#00AA00", "00aa00"), ("red", None)]


def test_a_plan_without_a_key_has_no_tables_beside_it():
    assert key_tables(PlanDocument()) == []
    assert recommendation_table(PlanDocument()) is remark_table(PlanDocument()) is None


def test_a_criterion_that_one_level_lacks_has_an_empty_cell():
    levels = [
        RiskLevel(score=2, label="High", impact={"Money": "A lot"}),
        RiskLevel(score=1, label="Low", impact={"Name": "Gossip"}),
    ]

    (matrix,) = key_tables(PlanDocument(risk_matrix=levels))

    assert matrix.columns == ("Score", "Money", "Name")
    assert texts(matrix) == [["2 (High)", "A lot", ""], ["1 (Low)", "", "Gossip"]]


def test_a_recommendation_has_its_words_and_its_answer():
    plan = PlanDocument(
        recommendations=[Recommendation(id="R1", text="Mend it.", acceptance="accepted_in_part")]
    )
    table = recommendation_table(plan)

    assert (table.columns, texts(table)) == (
        ("No", "Recommendation", "Response"),
        [["R1", "Mend it.", "accepted in part"]],
    )


def test_a_remark_has_its_place():
    assert texts(remark_table(small_plan())) == [["sheet Front, row 3", "Water is life."]]


def test_what_stands_in_every_file_of_the_plan_as_a_heading_is_no_remark():
    said = [
        "Status key",
        "Definition",
        "As at 31 May 2026",
        "Page 1 of 3",
        "Said beside the actions",
        "Water is life.",
    ]
    plan = small_plan(remarks=[Remark(text=text) for text in said])

    assert [remark.text for remark in remarks_of(plan)] == ["Water is life."]
