"""Tables that go on in another one beside them, which names their rows again."""

import pytest

from followthrough.intake.proposals.sideways import join_by_numbers, join_sideways
from followthrough.intake.read import read_bytes
from followthrough.intake.report import Problems
from tests.intake.tables_of_rows import found_in

FIRST = "Ref|Action|Owner\n1|Publish the register|Head of Parks\n2|Train all the managers|Head of HR\n"
LATER = "Ref|Action|Due date|Status\n1|Publish the register|May 2026|Green\n2|Train all the managers||Amber\n"


def joined(*tables):
    found = join_sideways(found_in("\n".join(tables)).tables)
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_further_columns_of_the_same_rows_stand_beside_the_first_ones():
    assert joined(FIRST, LATER) == [
        [
            ["1", "Publish the register", "Head of Parks", "May 2026", "Green"],
            ["2", "Train all the managers", "Head of HR", "", "Amber"],
        ]
    ]


def test_their_headings_stand_side_by_side():
    (table,) = join_sideways(found_in(f"{FIRST}\n{LATER}").tables)

    headings = [cell.text for cell in table.segments[0].leaf.cells]
    assert headings == ["Ref", "Action", "Owner", "Due date", "Status"]
    assert table.segments[0].header[-1] == table.segments[0].leaf


def test_a_row_that_the_later_table_lacks_has_empty_cells():
    later = "Ref|Action|Due date|Status\n2|Train all the managers|May 2026|Amber\n"

    assert joined(FIRST, later)[0][0] == ["1", "Publish the register", "Head of Parks", "", ""]


def test_three_tables_in_a_row_are_one():
    third = "Ref|Action|Evidence|Notes\n1|Publish the register|Minute 3|\n2|Train all the managers||None\n"

    assert [len(table[0]) for table in joined(FIRST, LATER, third)] == [7]


def test_tables_that_share_numbers_alone_are_two():
    later = "Ref|Task|Due date|Status\n1|Mend the roof|May 2026|Green\n2|Paint the door||Amber\n"

    assert len(joined(FIRST, later)) == 2


def test_tables_with_rows_of_their_own_are_two():
    first = FIRST + "4|Buy a new boat|Head of Parks\n"

    assert len(joined(first, LATER + "3|Mend the church roof|June 2026|Green\n")) == 2


def test_a_shorter_table_above_is_joined_to_the_longer_one():
    (table,) = joined(FIRST, LATER + "3|Mend the church roof|June 2026|Green\n")

    assert [row[-1] for row in table] == ["Head of Parks", "Head of HR", ""]


def test_a_table_in_another_order_is_another():
    head, one, two = LATER.splitlines()

    assert len(joined(FIRST, "\n".join([head, two, one]))) == 2


def test_rows_that_are_named_alike_are_not_told_apart():
    twice = "Ref|Action|Owner\n1|Publish the register|Head of Parks\n1|Publish the register|Head of HR\n"

    assert len(joined(twice, "Ref|Action|Due date|Status\n1|Publish the register|May 2026|Green\n")) == 2


def test_a_plan_in_two_tables_is_read_as_one():
    plan = read_bytes(f"{FIRST}\n{LATER}".replace("|", "\t").encode(), "plan.txt")

    assert [(action.ref, action.owners[0].name, action.status) for action in plan.actions] == [
        ("1", "Head of Parks", "on_track"),
        ("2", "Head of HR", "medium_slippage"),
    ]


def test_pages_printed_side_by_side_are_one_table():
    head, one, two = FIRST.splitlines()
    later_head, later_one, later_two = LATER.splitlines()
    pages = [[head, one], [later_head, later_one], [head, two], [later_head, later_two]]

    assert joined(*("\n".join([*page, ""]) for page in pages)) == joined(FIRST, LATER)


RECOMMENDED = """Rec|Recommendation|Our response
R1|Know who calls|We will keep a register of all those who call us at night
R2|Answer at once|We will take on four people who answer the telephone
R3|Say sorry early|We will write a letter that says sorry in plain words
"""
TIMETABLE = (
    "Rec|Lead|Date\nR1|Head of Calls|May 2026\nR3|Head of Law|July 2026\nR2|Head of People|June 2026\n"
)


def numbered(*tables):
    problems = Problems()
    found = join_by_numbers(found_in("\n".join(tables)).tables, problems)
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in found]
    return cells, [problem.code for problem in problems.found]


def test_who_and_when_of_another_table_go_with_what_has_their_number_and_it_is_said():
    (table,), codes = numbered(RECOMMENDED, TIMETABLE)

    assert [row[-2:] for row in table] == [
        ["Head of Calls", "May 2026"],
        ["Head of People", "June 2026"],
        ["Head of Law", "July 2026"],
    ]
    assert codes == ["tables_joined_by_number"]


def test_a_number_may_stand_before_the_words():
    lines = [line.replace("|", " – ", 1) for line in RECOMMENDED.splitlines()[1:]]
    (table,), _ = numbered("\n".join(["Recommendation|Our response", *lines]) + "\n", TIMETABLE)

    assert [row[-1] for row in table] == ["May 2026", "June 2026", "July 2026"]


@pytest.mark.parametrize(
    "other",
    [
        "Rec|Lead|Date\nR1|Head of Calls|May 2026\nR2|Head of Law|July 2026\nR7|Head of People|June 2026\n",
        "Ref|Action|Lead|Date\nR1|Ring|Ann|May 2026\nR2|Write|Bo|July 2026\nR3|Go|Cy|June 2026\n",
        "Rec|Cost|Saving\nR1|£5|£2\nR2|£7|£1\nR3|£8|£1\n",
    ],
    ids=["a number of its own", "it says what is to be done", "neither who nor when"],
)
def test_other_tables_with_numbers_stay_apart(other):
    tables, codes = numbered(RECOMMENDED, other)

    assert (len(tables), codes) == (2, [])


def test_a_table_of_many_words_says_when_for_what_is_named_and_numbered():
    plan = """Rule|Our response
Rule 5: Staff|We will take on two nurses by night
Rule 7: Fire|We will mend each of the doors
Rule 9: Food|We will ask all residents each week
"""
    dates = """Rule|Requirement|Date
Rule 5(1)|There shall be enough nurses at all times|May 2026
Rule 7(2)(i)|Doors shall hold back a fire for an hour|June 2026
Rule 9(c)|Food shall be what the residents have asked for|July 2026
"""

    (table,), _ = numbered(plan, dates)

    assert [row[-1] for row in table] == ["May 2026", "June 2026", "July 2026"]
