"""What the review says of each column, and what a person can make of it."""

import pytest

from followthrough.intake.corrections import Corrections
from followthrough.intake.looking import ColumnSeen
from followthrough.intake.read import read_bytes, read_for_review
from followthrough.plan.document import Action, Column, PlanDocument, Problem, Where
from followthrough.plan.when.reading import read_when
from followthrough.site.imports.columns_read import choices_for, columns_of
from followthrough.site.imports.forms import ColumnsForm
from followthrough.site.imports.review import Review
from tests.site.imports.files import POND


def plan(*layout: Column, problems: tuple[Problem, ...] = ()) -> PlanDocument:
    action = Action(title="x", due=read_when("May 2027"))
    return PlanDocument(actions=[action], layout=list(layout), problems=list(problems))


def test_a_column_shows_its_heading_what_it_became_why_and_its_first_values():
    columns = {column.heading: column for column in columns_of(read_bytes(POND, "pond.txt"))}

    due = columns["Due date"]
    assert (due.became, due.samples) == ("Due date", ["March 2023", "TBC"])
    assert due.reason.startswith("The heading says so")
    assert columns["Owner"].samples == ["Head of Parks", "Parks Manager"]


def test_each_of_two_columns_that_hold_one_thing_is_shown_with_what_stands_in_it():
    content = POND.replace(b"Status", b"Outcome\tSuccess measure").replace(
        b"On track", b"A deep pond\t2 metres"
    )
    seen = read_for_review(content, "pond.txt", Corrections())
    review = Review(seen.plan, seen.tables)

    columns = {column.heading: column for column in review.columns}
    assert [column.heading for column in seen.plan.layout if column.field == "measures"] == ["Outcome"]
    assert [columns[name].field for name in ("Outcome", "Success measure")] == ["measures", "measures"]
    assert columns["Outcome"].samples[0] == "A deep pond"
    assert columns["Success measure"].samples == ["2 metres"]
    form = ColumnsForm(review.columns, [], {"column_6": "note"})
    assert form.is_valid()
    assert form.corrections(settling=False) == {"Success measure": "note"}


@pytest.mark.parametrize("field", [None, "note:Ward"])
def test_a_column_that_was_not_understood_says_that_it_is_kept(field):
    [column] = columns_of(plan(Column(heading="Ward", group="Place", field=field)))

    assert (column.heading, column.is_understood) == ("Place: Ward", False)
    assert column.became == "Kept as a note of each action"


def test_columns_of_one_heading_are_one_choice():
    columns = columns_of(plan(Column(heading="RAG", field="status"), Column(heading="RAG", field="note:RAG")))

    assert [column.field for column in columns] == ["status"]


def test_columns_of_one_heading_that_are_counted_are_a_choice_each():
    document = plan(
        Column(heading="RAG", group="May", field="status", nth=1),
        Column(heading="RAG", group="May", field="note:RAG", nth=2),
    )
    form = ColumnsForm(columns_of(document), [], {"column_1": "status", "column_2": "priority"})

    assert form.is_valid()
    assert [column.heading for column, _ in form.rows] == ["May: RAG [1]", "May: RAG [2]"]
    assert form.corrections(settling=False) == {"May: RAG [2]": "priority"}


def test_the_doubt_of_one_of_two_columns_stands_at_that_one():
    doubt = Problem(
        code="low_confidence_column", severity="warning", message="No.", where=Where(column="RAG [2]")
    )
    columns = (Column(heading="RAG", field="status", nth=1), Column(heading="RAG", field="due", nth=2))

    assert [column.doubt for column in columns_of(plan(*columns, problems=(doubt,)))] == [None, "No."]


def test_a_doubted_column_says_what_speaks_against_it_and_not_what_stands_in_the_list_beside_it():
    doubt = Problem(
        code="low_confidence_column",
        severity="warning",
        message="It differs. It was read as due. Check it.",
        where=Where(column="When"),
    )
    when = Column(heading="When", field="due")
    seen = ColumnSeen(column=when, samples=["May 2027"], doubt="It differs.")

    [column] = columns_of(plan(when, problems=(doubt,)), [seen])

    assert column.doubt == "It differs."
    assert column.is_close


def test_what_is_most_likely_comes_first_in_the_list():
    [column] = columns_of(plan(Column(heading="When", field="due", other="start")))

    [likely, rest] = choices_for(column, [])
    assert likely == ("Most likely", [("due", "Due date"), ("start", "Start date")])
    assert not {"due", "start"} & {path for path, words in rest[1]}


def test_the_months_of_the_plan_can_be_chosen_for_what_each_round_asks():
    [column] = columns_of(plan(Column(heading="Position", field="update:2022-10")))

    [_, (_, rest)] = choices_for(column, ["2022-10", "2022-11"])

    assert ("update:2022-11", "Update (November 2022)") in rest
    assert ("forecast:2022-11", "Forecast date (November 2022)") in rest
    assert ("update:2022-10", "Update (October 2022)") not in rest


def test_every_choice_is_one_that_reading_takes():
    [column] = columns_of(plan(Column(heading="Lead", field="owner:Lead")))

    for _, choices in choices_for(column, ["2022-10"]):
        for path, _ in choices:
            Corrections({"Lead": path})


def test_only_what_was_changed_is_a_correction():
    document = read_bytes(POND, "pond.txt")
    columns = columns_of(document)
    form = ColumnsForm(columns, [], {"column_1": "ref", "column_4": "start", "column_5": "note"})

    assert form.is_valid()
    assert form.corrections(settling=False) == {"Due date": "start", "Status": "note"}


def test_a_field_that_no_column_can_have_is_refused():
    form = ColumnsForm(columns_of(read_bytes(POND, "pond.txt")), [], {"column_1": "password"})

    assert not form.is_valid()


def test_a_column_without_a_heading_can_not_be_named_and_has_no_list():
    form = ColumnsForm(columns_of(plan(Column(heading="", field="note:"))), [])

    assert [field for _, field in form.rows] == [None]


def test_a_doubted_column_that_is_left_as_it_is_can_be_settled():
    columns = columns_of(plan(Column(heading="When", field="due", other="start"), Column(heading="Who")))
    form = ColumnsForm(columns, [], {"column_1": "due", "column_2": "note"})

    assert form.is_valid()
    assert form.corrections(settling=False) == {}
    assert form.corrections(settling=True) == {"When": "due"}


def test_a_field_that_only_reading_can_tell_is_neither_offered_nor_settled():
    columns = columns_of(plan(Column(heading="When", field="revised_due", other="revised_due")))
    form = ColumnsForm(columns, [], {"column_1": "revised_due"})

    assert form.is_valid()
    assert form.corrections(settling=True) == {}
    [(_, likely), _] = choices_for(columns[0], [])
    assert [path for path, _ in likely] == ["revised_due", "due"]


@pytest.mark.parametrize(("notes", "folded"), [(15, 0), (16, 16)])
def test_where_columns_are_more_than_a_screen_holds_those_kept_as_notes_are_folded(notes, folded):
    layout = [Column(heading=f"Field {at}", field=f"note:Field {at}") for at in range(notes)]
    form = ColumnsForm(columns_of(plan(Column(heading="Due", field="due"), *layout)), [])

    assert len(form.folded_rows) == folded
    assert len(form.other_rows) + folded == notes + 1
