"""What the page says that asks whether to take a file in."""

import pytest

from followthrough.intake.looking import TableSeen
from followthrough.plan.document import (
    Action,
    Column,
    Note,
    Owner,
    PlanDocument,
    Problem,
    Update,
    Where,
)
from followthrough.plan.when.reading import read_when
from followthrough.site.imports.review import Review


def problem(severity: str, **fields) -> Problem:
    return Problem(code="odd", severity=severity, message=severity, **fields)


def test_the_headline_says_how_much_was_read_and_how_much_needs_somebody():
    actions = [Action(title="x", where=Where(table=1)), Action(title="y", where=Where(table=2))]
    document = PlanDocument(actions=actions, problems=[problem("note"), problem("error")])

    tables = [
        TableSeen(table=at, rows=9, first=[], taken_for=taken_for, why="")
        for at, taken_for in enumerate(("plan", "plan", "key"))
    ]
    assert Review(document, tables).headline == "2 actions from 2 tables. 1 thing needs you."


def test_a_file_without_problems_needs_nobody():
    assert Review(PlanDocument(actions=[Action(title="x")])).headline == "1 action. Nothing needs you."


def test_the_gravest_problems_come_first_and_notes_apart():
    review = Review(PlanDocument(problems=[problem("note"), problem("warning"), problem("error")]))

    assert [each.severity for each in review.needing] == ["error", "warning"]
    assert [each.severity for each in review.noted] == ["note"]


def test_a_doubt_about_a_column_is_counted_once_and_shown_at_the_column():
    doubt = problem("warning", where=Where(column="By when")).model_copy(
        update={"code": "low_confidence_column"}
    )
    review = Review(
        PlanDocument(
            actions=[Action(title="x")],
            layout=[Column(heading="By when", field="due")],
            problems=[doubt, problem("warning")],
        )
    )

    assert review.headline == "1 action. 2 things need you."
    assert len(review.needing) == 1


def test_two_close_readings_of_a_column_need_somebody():
    layout = [Column(heading="When", field="due", other="start")]
    due = read_when("May 2027")

    assert Review(PlanDocument(actions=[Action(title="x", due=due)], layout=layout)).number_needed == 1
    assert Review(PlanDocument(actions=[Action(title="x")], layout=layout)).number_needed == 0


def test_problems_of_one_kind_in_one_column_are_one_thing_that_needs_somebody():
    where = [Where(column="By when", row_first=row) for row in range(2, 15)]
    problems = [problem("warning", where=each) for each in where]
    layout = [Column(heading="By when", field="due")]
    actions = [Action(title="x", where=Where(row_first=row, row_last=row)) for row in range(2, 15)]
    review = Review(PlanDocument(actions=actions, layout=layout, problems=[*problems, problem("error")]))

    assert review.headline == "13 actions. 2 things need you."
    alone, alike = review.first_needing
    assert (alone.number, alone.others, alone.cells) == (1, [], None)
    assert (alike.number, len(alike.others), alike.number_hidden, alike.cells) == (13, 8, 4, 1)
    assert len(review.cells_in_doubt(layout[0])) == 13


def review_of_columns(*columns: Column) -> Review:
    action = Action(
        title="Mend the roof",
        theme="Halls",
        notes=[Note(heading=name, text="4") for name in ("Votes", "Comments", "Board")],
        owners=[Owner(role="Who", name="Head of Parks")],
    )
    return Review(PlanDocument(actions=[action], layout=list(columns)))


@pytest.mark.parametrize(
    ("column", "number"),
    [
        (Column(heading="Votes", field="note:Votes", other="theme"), 0),
        (Column(heading="Votes", field="note:Votes", other="owner"), 0),
        (Column(heading="Labels", field="theme", other="note"), 0),
        (Column(heading="Labels", field="theme", other="status"), 1),
        (Column(heading="Votes", field="note:Votes", other="due"), 1),
    ],
)
def test_a_column_is_asked_about_where_an_owner_a_date_or_a_status_hangs_on_it(column: Column, number: int):
    owned = Column(heading="Who", field="owner:Who")

    assert review_of_columns(owned, column).number_needed == number


def test_what_no_column_says_is_asked_of_the_one_that_is_most_likely_to_say_it():
    notes = [Column(heading=name, field=f"note:{name}", other="owner") for name in ("Votes", "Comments")]

    assert [column.heading for column in review_of_columns(*notes).questions.asked] == ["Votes"]


def test_a_problem_leads_to_the_page_that_shows_its_action():
    document = PlanDocument(
        actions=[Action(ref=f"A{number}", title="x") for number in range(1, 121)],
        problems=[problem("error", ref="A101"), problem("error", ref="B1")],
    )

    [group] = Review(document).first_needing
    assert (group.first.number, group.first.page) == (101, 3)
    assert [other.number for other in group.others] == [None]


def test_a_problem_marks_the_cell_of_the_action_that_it_is_about():
    document = PlanDocument(
        layout=[Column(heading="By when", field="due"), Column(heading="October", field="status:2022-10")],
        actions=[
            Action(ref="A1", title="x", where=Where(row_first=2, row_last=3)),
            Action(ref="A2", title="y", where=Where(row_first=4, row_last=4)),
        ],
        problems=[
            problem("warning", ref="A1", where=Where(column="By when")),
            problem("warning", where=Where(row_first=4, column="October")),
        ],
    )

    first, second = Review(document).readings(Review(document).page_of_actions(None))
    assert first.doubtful == {"due"}
    assert second.doubtful == {"status"}


def test_the_actions_are_shown_fifty_at_a_time():
    document = PlanDocument(actions=[Action(title=str(number)) for number in range(120)])

    page = Review(document).page_of_actions("3")
    assert [action.title for action in page] == [str(number) for number in range(100, 120)]


def test_the_consequences_are_counted():
    document = PlanDocument(
        actions=[Action(title="x", theme="One", updates=[Update(text="y")]), Action(title="z", theme="One")]
    )

    assert Review(document).consequences == "2 actions, 1 theme and 1 update"


def test_a_file_with_nothing_in_it_has_little_consequence():
    assert Review(PlanDocument()).consequences == "0 actions"


def test_problems_that_are_alike_are_told_apart_by_their_cells_whatever_their_sentences_say():
    layout = [Column(heading="By when", field="due")]
    actions = [
        Action(ref=ref, title="x", due=read_when(due), where=Where(row_first=row))
        for row, (ref, due) in enumerate([("P1", "in a year"), ("P2", "in two")], 2)
    ]
    problems = [problem("warning", where=Where(column="By when", row_first=row)) for row in (2, 3)]
    [group] = Review(PlanDocument(actions=actions, layout=layout, problems=problems)).first_needing

    assert (group.first.cell, [other.cell for other in group.others]) == ("in a year", ["in two"])


def said_of_rows(code: str, columns: tuple[str | None, ...]) -> Review:
    """Two actions, of both of which something is said, of each column once."""
    where = [Where(row_first=2, row_last=3, column=column) for column in columns]
    said = [problem("warning", where=each).model_copy(update={"code": code}) for each in where]
    actions = [Action(title="x", where=Where(row_first=row)) for row in (2, 3)]
    return Review(PlanDocument(actions=actions, problems=said))


def test_the_order_of_dates_is_one_question_however_many_columns_have_it():
    review = said_of_rows("dates_month_first", ("Start", "By when"))

    assert [reading.problems for reading in review.readings(review.page_of_actions("1"))] == [[], []]
    assert (review.number_needed, review.dates_in_doubt) == (1, ["warning", "warning"])
    assert review.first_needing == []


def test_what_is_said_of_a_table_stands_at_no_action_and_leads_to_the_tables():
    review = said_of_rows("unsure_plan", (None,))

    assert [reading.problems for reading in review.readings(review.page_of_actions("1"))] == [[], []]
    [group] = review.first_needing
    assert (group.first.number, group.first.is_of_table) == (None, True)


def test_a_status_that_nobody_knows_is_shown_in_the_words_of_the_file():
    updates = [Update(period="2026-09", status_text="On track"), Update(period="2026-10", status_text="Fine")]
    review = Review(PlanDocument(actions=[Action(title="x", updates=updates)]))

    [reading] = review.readings(review.page_of_actions("1"))
    assert reading.status_text == "Fine"


@pytest.mark.parametrize("code", ["low_confidence_column", "close_column"])
def test_what_is_said_of_a_column_stands_at_the_column_alone(code):
    said = problem("note", where=Where(column="By when", row_first=2)).model_copy(update={"code": code})
    layout = [Column(heading="By when", field="due")]
    action = Action(title="x", where=Where(row_first=2))
    review = Review(PlanDocument(actions=[action], layout=layout, problems=[said]))

    [reading] = review.readings(review.page_of_actions("1"))
    assert (reading.problems, review.problems, review.noted) == ([], [], [])
