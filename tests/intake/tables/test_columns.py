"""Which column holds what, by its heading and by its cells."""

import pytest

from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.columns import read_columns, weigh_columns
from tests.intake.readings import plan_in
from tests.intake.tables_of_rows import table_in

ROWS = [
    "1|Publish the register of contracts on the site|Head of Finance|March 2025|On track|Drafted and sent",
    "2|Train every manager in the new rules for contracts|Head of Learning|June 2025|Delayed|Trainer was ill",
    "3|Report the findings of the review to the committee|Chief Executive|July 2025|Complete|Reported in May",
]


def read(header: str, *rows: str, labels: str = "") -> list[ColumnReading]:
    return read_columns(
        weigh_columns(table_in("\n".join((header, *(rows or ROWS)))), frozenset(labels.split()))
    )


def fields(*lines: str) -> list[str]:
    return [column.path for column in read(*lines)]


def test_plain_headings_over_plain_cells_are_what_they_say() -> None:
    columns = read("Ref|Action|Lead|Due date|Status|Update")

    assert [column.field for column in columns] == ["ref", "title", "owner", "due", "status", "update"]
    assert [column.index for column in columns] == [0, 1, 2, 3, 4, 5]
    assert [column.doubt for column in columns] == [None] * 6


def test_owners_and_notes_carry_their_headings() -> None:
    assert fields("Ref|Action|Lead|Due date|Status|How", *ROWS) == [
        "ref", "title", "owner:Lead", "due", "status", "note:How",
    ]  # fmt: skip


def test_a_heading_that_could_mean_two_things_takes_the_one_that_is_free() -> None:
    assert fields("Ref|Action|Lead|Date|Progress status|Progress", *ROWS)[3:] == ["due", "status", "update"]


def test_a_column_without_a_heading_is_known_by_its_cells() -> None:
    assert fields("Ref|Action|Owner||Status|Update", *ROWS)[3] == "due"


def test_a_sure_heading_over_cells_that_contradict_it_is_doubted() -> None:
    swapped = [row.replace("March 2025", "Leader of the Council") for row in ROWS]
    swapped = [
        row.replace("June 2025", "Head of Parks").replace("July 2025", "Chief Executive") for row in swapped
    ]

    due = read("Ref|Action|Lead|Due date|Status|Update", *swapped)[3]

    assert due.doubt
    assert "Due date" in due.doubt


def test_letters_of_the_plan_s_own_key_are_statuses() -> None:
    rows = [row.replace("On track", "W").replace("Delayed", "X1").replace("Complete", "G") for row in ROWS]

    status = read("Ref|Action|Lead|Due date|Status|Update", *rows, labels="w x1 g")[4]

    assert (status.field, status.doubt) == ("status", None)


def test_periods_over_pairs_of_columns_make_a_round_of_each_pair() -> None:
    header = "Ref|Action|Status (May 2025)|Update (May 2025)|Status (June 2025)|Update (June 2025)"
    rows = [
        f"{n}|Publish the register number {n} of the town|On track|Part {n} is out|Complete|Done"
        for n in "123"
    ]

    assert fields(header, *rows)[2:] == [
        "status:2025-05", "update:2025-05", "status:2025-06", "update:2025-06",
    ]  # fmt: skip


def test_a_forecast_is_of_the_period_that_its_heading_names() -> None:
    header = "Ref|Action|Status (May 2025)|Forecast (May 2025)|Status (June 2025)|Forecast (June 2025)"
    rows = [
        f"{n}|Publish the register number {n} of the town|On track|July 2025|Delayed|August 2025"
        for n in "123"
    ]

    assert fields(header, *rows)[2:] == [
        "status:2025-05", "forecast:2025-05", "status:2025-06", "forecast:2025-06",
    ]  # fmt: skip


def test_of_two_header_rows_the_upper_gives_period_and_group() -> None:
    header = "|||May 2025||June 2025|\nRef|Action|Owner|Status|Update|Status|Update"
    rows = [
        f"{n}|Publish register {n} of the town|Head of Parks|On track|Part {n} is out|Complete|Done"
        for n in "123"
    ]

    columns = read(header, *rows)

    assert [column.path for column in columns][3:] == [
        "status:2025-05", "update:2025-05", "status:2025-06", "update:2025-06",
    ]  # fmt: skip
    assert [column.group for column in columns][3:] == ["May 2025", None, "June 2025", None]


@pytest.mark.parametrize(
    ("headings", "read_as"),
    [
        (("Due date", "Revised date"), ["original_due", "due"]),
        (("Original date", "Due date"), ["original_due", "due"]),
        (("Original date", "Revised date"), ["original_due", "due"]),
    ],
)
def test_of_two_dates_the_later_agreed_is_the_due_date(headings: tuple[str, str], read_as: list[str]) -> None:
    rows = [f"{n}|Publish the register number {n} of the town|May 2025|June 2025|On track" for n in "123"]

    assert fields(f"Ref|Action|{headings[0]}|{headings[1]}|Status", *rows)[2:4] == read_as


def test_an_original_date_alone_is_the_due_date() -> None:
    assert fields("Ref|Action|Lead|Original date|Status|Update", *ROWS)[3] == "due"


def test_a_description_beside_a_risk_describes_the_risk() -> None:
    rows = [
        f"{n}|Publish the register number {n} of the town|High|It may come too late|June 2025" for n in "123"
    ]

    assert fields("Ref|Action|Risk rating|Description|Due date", *rows)[2:4] == [
        "risk:rating",
        "risk:description",
    ]


def test_a_description_beside_a_ref_is_the_title() -> None:
    rows = [f"{n}|Publish the register number {n} of the town|Head of Parks|June 2025" for n in "123"]

    assert fields("Ref|Description|Owner|Due date", *rows)[1] == "title"


def test_without_a_heading_for_it_the_title_is_what_looks_most_like_one() -> None:
    rows = [f"{n}|Publish the register number {n} of the town|Head of Parks|June 2025" for n in "123"]

    assert fields("Ref|Comments|Owner|Due date", *rows)[1] == "title"


def test_unknown_headings_are_notes_and_an_empty_column_is_none() -> None:
    rows = [f"{n}|Publish the register number {n} of the town|purple||June 2025" for n in "123"]

    assert fields("Ref|Action|Zebra||Due date", *rows) == ["ref", "title", "note:Zebra", "due"]


def test_forty_columns_of_rounds_are_decided_at_once() -> None:
    months = "January February March April May June July August September October November December".split()
    header = "Ref|Action|Owner|" + "|".join(
        f"Status ({month} 2025)|Update ({month} 2025)" for month in months
    )
    rows = [
        f"{n}|Publish the register number {n} of the town|Head of Parks" + "|On track|As planned" * 12
        for n in "12"
    ]

    read_as = fields(header, *rows)

    assert len(set(read_as)) == 27
    assert read_as[-2:] == ["status:2025-12", "update:2025-12"]


def test_each_column_says_why_it_was_read_so() -> None:
    reasons = [column.reason for column in read("Ref|Action|Lead|Due date||Comments on it all")]

    assert reasons[:5] == [
        "The heading says so, and 3 of 3 filled cells hold refs.",
        "The heading says so.",
        "The heading says so, and 3 of 3 filled cells hold posts, teams or names.",
        "The heading says so, and 3 of 3 filled cells hold dates.",
        "The heading does not say; 3 of 3 filled cells hold statuses.",
    ]


def test_a_column_whose_cells_are_not_what_its_heading_says_says_that_none_is() -> None:
    reasons = [
        column.reason for column in read("Action|Lead|Due date", "Mend it|Ann|soon", "Dig it|Bob|soon")
    ]

    assert reasons[2] == "The heading says so, but no filled cell holds dates."


def test_a_column_with_two_close_readings_names_the_other() -> None:
    columns = read("Ref|Action|Lead|Start or finish|Status|Update", *ROWS)

    assert {column.heading: {column.path, column.other} for column in columns if column.other} == {
        "Start or finish": {"due", "start"}
    }


def test_a_heading_whose_meaning_another_column_has_says_so() -> None:
    rows = [f"{row}|Amber" for row in ROWS]

    reason = read("Ref|Action|Lead|Date|Status|Update|Old status", *rows)[6].reason or ""

    assert reason.startswith("Another column fits better")


def test_a_recommendation_is_what_was_promised_where_only_it_and_what_was_done_stand() -> None:
    columns = read(
        "Ref|Origin|Recommendation|Lead officer|Action taken|Status",
        "1|Report A|That the register of gifts be published|Head of Law|It was published in May|Complete",
        "2|Report B|That every manager be trained in contracts|Head of Learning|Two sessions held|Delayed",
        "3|Report A|That the findings go to the committee|Chief Executive|A date is being sought|On track",
    )

    assert [c.field for c in columns if c.heading in ("Recommendation", "Action taken")] == [
        "title",
        "update",
    ]


def test_the_description_beside_the_rating_of_a_risk_is_the_risks() -> None:
    columns = read(
        "Ref|Action|Main risk|Description|Lead|Due date",
        "1|Mend the sluice at the mill|High|The mill floods in the winter|Head of Works|March 2027",
        "2|Train every warden|Low|Nobody knows how to shut the gate|Head of Parks|June 2027",
        "3|Buy a second pump|Medium|One pump fails and all stands still|Head of Works|May 2027",
    )

    assert [column.field for column in columns[2:4]] == ["risk:rating", "risk:description"]


def test_what_is_headed_current_and_previous_reports_on_the_recommendation_beside_it() -> None:
    columns = read(
        "Ref|Recommendation|Due date|Current next action|Status|Lead officer|Previous next action",
        "1|The harbour should be dredged before the regatta|May 2027|Agree the tender with the port|Delayed"
        "|Harbour Master|Send the survey to the port",
        "2|Lifeguards should be trained in two languages|June 2027|Book the second course|On track"
        "|Head of Leisure|Find a trainer for the first course",
        "3|The slipway should be lit at night|July 2027|Fit the lamps along the wall|On track"
        "|County Engineer|Order the lamps and their poles",
    )

    assert {column.heading: column.field for column in columns} == {
        "Ref": "ref",
        "Recommendation": "title",
        "Due date": "due",
        "Current next action": "update",
        "Status": "status",
        "Lead officer": "owner",
        "Previous next action": "note",
    }
    assert columns[1].doubt


@pytest.mark.parametrize(
    ("forecast", "actual"),
    [("Forecast completion", "Actual completion"), ("Projected date", "Date of completion")],
)
def test_where_no_date_is_agreed_the_forecast_is_the_due_date_and_the_day_of_completion_is_not(
    forecast: str, actual: str
) -> None:
    rows = [
        "H1|Mend the vent on the ninth floor|Works Contractor|30/04/2025|22/04/2025|100%",
        "H2|Seal the holes in the risers of both stairs|Works Contractor|29/08/2025|05/09/2025|100%",
        "H3|Replace thirty doors of flats|Capital Projects|19/12/2025||65%",
        "H4|Install an alarm for evacuation|Capital Projects|30/06/2026||0%",
    ]

    assert fields(f"Item|Remedial action|Assigned to|{forecast}|{actual}|% complete", *rows)[3:5] == [
        "due", f"note:{actual}",
    ]  # fmt: skip


def test_a_column_of_counts_is_no_day_whatever_its_heading() -> None:
    plan = plan_in(
        "Rec ref\tRecommendation text\tService lead\tAgreed completion\tForecast completion"
        "\tDays to deadline\n"
        "S1\tMend the lift\tEstates Officer\t31/12/2026\t31/12/2026\t31\n"
        "S2\tRing each carer\tCarers Lead\t30/10/2026\t29/01/2027\t-31\n"
        "S3\tPut up a sign\tEstates Officer\t30/09/2026\t30/09/2026\t-61"
    )

    assert [action.due.text for action in plan.actions if action.due] == [
        "31/12/2026",
        "30/10/2026",
        "30/09/2026",
    ]


def test_the_address_of_an_owner_who_is_named_beside_it_is_a_note() -> None:
    read_as = fields(
        "Action | Lead | Lead e-mail (lookup) | Due",
        "Dredge the pond | Sam Okoro | s.okoro@pond.example | 31 May 2027",
        "Count the swans | Robin Fielding | r.fielding@pond.example | 30 June 2027",
    )

    assert read_as == ["title", "owner:Lead", "note:Lead e-mail (lookup)", "due"]


def test_a_date_headed_as_the_due_date_is_but_for_revised_is_the_one_in_force() -> None:
    read_as = fields(
        "Action | Owner | Due | Due (revised)",
        "Dredge the pond | Head of Parks | 31 May 2027 | 30 June 2027",
        "Count the swans | Swan Warden | 30 April 2027 | ",
    )

    assert read_as == ["title", "owner:Owner", "original_due", "due"]
