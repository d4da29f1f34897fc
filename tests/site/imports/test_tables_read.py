"""What the review says of the tables of a file."""

from followthrough.plan.document import Action, PlanDocument, Remark, Where
from followthrough.site.imports.tables_read import tables_of


def plan(actions: list[Where], remarks: list[Where]) -> PlanDocument:
    return PlanDocument(
        actions=[Action(title="x", where=where) for where in actions],
        remarks=[Remark(text="y", where=where) for where in remarks],
    )


def test_a_table_over_several_pages_says_which_and_how_many_actions_it_gave():
    document = plan([Where(page=page, table=1) for page in (3, 4, 9)], [])

    assert [(table.name, table.became) for table in tables_of(document)] == [
        ("Table 1, pages 3 to 9", "3 actions")
    ]


def test_a_table_that_was_no_plan_says_where_its_words_are():
    document = plan([Where(page=1, table=1)], [Where(page=2, table=2), Where(page=2, table=2)])

    assert [(table.name, table.became) for table in tables_of(document)][1:] == [
        ("Table 2, page 2", "no plan, so its words are left over")
    ]


def test_a_sheet_is_named():
    document = plan([Where(sheet="Actions", row_first=2)], [Where(sheet="Notes", row_first=1)])

    assert [table.name for table in tables_of(document)] == ["Sheet “Actions”", "Sheet “Notes”"]


def test_a_line_beside_a_table_is_no_table():
    document = plan([Where(sheet="Actions", table=1)], [Where(page=1), Where(sheet="Actions")])

    assert [table.name for table in tables_of(document)] == ["Sheet “Actions”, table 1"]


def test_a_plain_text_has_no_tables():
    assert tables_of(plan([Where(row_first=2)], [Where(row_first=1)])) == []
