"""What a person says of a column is honoured before anything is weighed."""

import pytest

from followthrough.intake.corrections import Corrections
from followthrough.intake.read import read_bytes
from followthrough.intake.tables.column_reading import CHOSEN, ColumnReading
from followthrough.intake.tables.columns import read_columns, weigh_columns
from followthrough.outputs.layout.columns import columns_of
from tests.intake.tables_of_rows import table_in

ROWS = [
    "1|Publish the register of contracts on the site|Head of Finance|March 2025|On track|Drafted and sent",
    "2|Train every manager in the new rules for contracts|Head of Learning|June 2025|Delayed|Trainer was ill",
    "3|Report the findings of the review to the committee|Chief Executive|July 2025|Complete|Reported in May",
]


def read(header: str, fields: dict[str, str]) -> list[ColumnReading]:
    return read_columns(weigh_columns(table_in("\n".join((header, *ROWS)))), Corrections(fields))


def paths(header: str, fields: dict[str, str]) -> list[str]:
    return [column.path for column in read(header, fields)]


def test_a_column_is_what_a_person_chose_whatever_its_heading_and_cells_say() -> None:
    columns = read("Ref|Action|Lead|Due date|Status|Update", {"Due date": "start", "Update": ""})

    assert [column.path for column in columns][3:] == ["start", "status", "note:Update"]
    assert [(column.is_chosen, column.reason) for column in columns][3] == (True, CHOSEN)
    assert [column.doubt for column in columns] == [None] * 6


def test_a_person_can_say_of_which_period_a_forecast_is() -> None:
    assert paths("Ref|Action|Lead|Due date|Status|Now", {"Now": "forecast:2025-05"})[5] == "forecast:2025-05"


def test_a_field_that_a_person_chose_is_taken_from_the_column_that_had_it() -> None:
    assert paths("Ref|Action|Lead|Due date|Status|Update", {"Update": "title"}) == [
        "ref", "note:Action", "owner:Lead", "due", "status", "title",
    ]  # fmt: skip


def test_a_heading_below_another_is_named_with_it() -> None:
    header = "||Owners||May 2025|\nRef|Action|Lead|When|Status|Update"

    assert paths(header, {"Owners: Lead": "note"})[2] == "note:Lead"
    assert paths(header, {"Lead": "note"})[2] == "owner:Lead"


def test_a_status_that_a_person_chose_takes_its_period_or_that_of_the_heading() -> None:
    header = "Ref|Action|Lead|When|Position (May 2025)|Update (May 2025)"

    assert paths(header, {"Position (May 2025)": "status"})[4] == "status:2025-05"
    assert paths(header, {"Position (May 2025)": "status:2025-06"})[4] == "status:2025-06"


def test_two_columns_chosen_for_what_only_one_can_hold_are_doubted() -> None:
    columns = read("Ref|Action|Lead|Due date|Status|Update", {"Action": "title", "Update": "title"})

    assert {columns[1].path, columns[5].path} & {"title"} == {"title"}
    assert [bool(column.doubt) for column in columns].count(True) == 1


def test_a_chosen_date_stays_what_it_is_beside_a_revised_one() -> None:
    rows = [
        f"{at}|{row.split('|')[1]}|Head of Parks|March 2025|June 2025|Drafted" for at, row in enumerate(ROWS)
    ]
    table = table_in("\n".join(("Ref|Action|Lead|Due date|Revised date|Update", *rows)))

    columns = read_columns(weigh_columns(table), Corrections({"Due date": "due"}))

    assert [column.path for column in columns][3:5] == ["due", "note:Revised date"]


@pytest.mark.parametrize("path", ["colour", "title:x", "status:May", "risk:"])
def test_a_path_that_no_column_can_have_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="No column of a plan can hold"):
        Corrections({"Status": path})


def test_a_corrected_file_is_read_anew() -> None:
    content = "\n".join(("Ref,Action,Lead,Due date,Notes", *(row.replace("|", ",") for row in ROWS)))

    plan = read_bytes(content.encode(), "plan.csv", Corrections({"Notes": "workstream"}))

    assert [action.workstream for action in plan.actions] == ["On track", "Delayed", "Complete"]
    assert [column.full_heading for column in plan.layout if column.field == "workstream"] == ["Notes"]


TWICE = "Ref|Action|Lead|Due date|RAG|RAG"


def test_each_of_two_columns_of_one_heading_has_a_choice_of_its_own() -> None:
    columns = read(TWICE, {"RAG [1]": "priority", "RAG [2]": "update"})

    assert [column.path for column in columns][4:] == ["priority", "update"]
    assert [column.nth for column in columns] == [None] * 4 + [1, 2]
    assert paths(TWICE, {"RAG [2]": "update"})[4:] == ["status", "update"]


def test_a_choice_without_a_number_is_for_every_column_of_its_heading_that_has_none() -> None:
    assert paths(TWICE, {"RAG": ""})[4:] == ["note:RAG", "note:RAG"]
    assert paths(TWICE, {"RAG": "", "RAG [2]": "update"})[4:] == ["note:RAG", "update"]


def test_what_was_chosen_for_the_first_holds_where_the_next_version_has_it_alone() -> None:
    header = "Ref|Action|Lead|Due date|RAG|Update"

    assert paths(header, {"RAG [1]": "priority", "RAG [2]": "update"})[4:] == ["priority", "update"]
    assert [column.nth for column in read(header, {})] == [None] * 6


def test_a_heading_that_ends_in_a_number_in_brackets_is_a_heading() -> None:
    assert paths("Ref|Action|Lead|Due date|RAG|Note [2]", {"Note [2]": "update"})[5] == "update"


def test_two_columns_of_one_heading_both_stand_in_the_layout_and_are_written_once() -> None:
    text = "\n".join((TWICE, *ROWS)).replace("|", "\t")
    plan = read_bytes(text.encode(), "plan.txt", Corrections({"RAG": ""}))

    assert [column.full_heading for column in plan.layout][4:] == ["RAG [1]", "RAG [2]"]
    assert [column.field for column in columns_of(plan)].count("note:RAG") == 1
