"""What is seen of a column: parts of its heading, how its cells run, and what others share with it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.intake.grid import Cell, Place, Row
from followthrough.intake.kinds.cells import profile
from followthrough.intake.scoring.columns import ColumnSeen, certainty_of, features_of_certainty
from followthrough.intake.scoring.columns import features_of as seen_in
from followthrough.intake.scoring.runs import beside_others, runs_of, with_kind, words_of_cells
from followthrough.intake.tables.columns import read_columns, weigh_columns
from followthrough.intake.tables.table import Heading, Segment, Table


def column(heading: str, *texts: str) -> ColumnSeen:
    return ColumnSeen(Heading(heading, "", ""), profile(texts), texts)


def test_words_that_an_export_runs_together_are_told_apart_and_accents_do_not_count() -> None:
    glued, plain = seen_in([column("dueDate", "May 2026")])[0], seen_in([column("due date", "May 2026")])[0]
    accent = seen_in([column("Échéance", "May 2026")])[0]

    assert {name for name in plain if name.startswith(("w=", "g="))} <= glued.keys()
    assert "w=echeance" in accent


def test_signs_of_another_script_are_seen_one_by_one() -> None:
    assert {"w=负", "w=责", "w=人"} <= seen_in([column("负责人", "王主任")])[0].keys()


def test_numbers_that_go_up_by_one_count_on() -> None:
    assert runs_of(["1.1", "1.2", "1.3"])["steps"] == 1
    assert runs_of(["3", "2", "1"])["rises"] == 0


def test_of_two_columns_of_refs_one_begins_the_other() -> None:
    outer, inner = beside_others([["1", "1", "2"], ["1.1", "1.2", "2.1"]], [0, 1])

    assert (outer["ref: begins another"], inner["ref: begins another"]) == (1, 0)
    assert (outer["ref: goes on another"], inner["ref: goes on another"]) == (0, 1)


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(max_size=9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_whatever_stands_in_the_cells_shares_stay_shares(texts: list[list[str]]) -> None:
    seen = [words_of_cells(each) for each in texts] + beside_others(texts, range(len(texts)))

    assert all(0 <= amount <= 1 for features in seen for amount in features.values())


def test_a_field_that_another_column_wants_as_much_is_less_certain() -> None:
    alone = [{"owner": 0.9, "note": 0.1}, {"owner": 0.1, "note": 0.9}]
    both = [{"owner": 0.9, "note": 0.1}, {"owner": 0.9, "note": 0.1}]

    free = certainty_of(features_of_certainty(0, "owner", "owner", alone, alone, {"owner": 1.0}))
    rivalled = certainty_of(features_of_certainty(0, "owner", "owner", both, both, {"owner": 1.0}))

    assert rivalled < free


def test_plain_columns_are_certain_and_one_that_nobody_knows_is_not() -> None:
    texts = [
        ("Ref", "Action", "Lead officer", "Due date", "Qwzx"),
        ("1", "Publish the register of contracts", "Head of Finance", "March 2026", "blue"),
        ("2", "Train all managers in the new rules", "Head of Learning", "June 2026", "7"),
        ("3", "Report the findings to the committee", "Chief Executive", "July 2026", "by post"),
    ]
    head, *rows = (Row(tuple(map(Cell, each)), Place(row=at)) for at, each in enumerate(texts))
    read = read_columns(weigh_columns(Table(1, [Segment([head], head, [], rows)])))

    assert min(each.chance for each in read[:4]) > 0.9
    assert read[4].chance < 0.83
    assert read[4].other


def test_of_two_kinds_that_as_many_cells_are_the_same_one_counts_in_each_run() -> None:
    shares = {"rating": 1.0, "ref": 1.0}

    assert with_kind({}, "no", shares) == with_kind({}, "no", dict(reversed(shares.items())))
