"""Who speaks, of what, on which day: what a file says of the plan as a whole, and where it says so."""

from dataclasses import replace
from datetime import date

import pytest

from followthrough.intake.grid import Cell, Item, Line, Place, Row
from followthrough.intake.identity.reading import Identity
from followthrough.intake.identity.spots import running_texts
from followthrough.intake.report import Problems
from followthrough.intake.tables.finding import find_tables
from followthrough.plan.document import Action, Note, PlanDocument, Update
from tests.intake.readings import codes, plan_in
from tests.intake.tables_of_rows import items_of

TABLE = "Ref|Action|Owner|Due date\n1|Publish the register|Head of Parks|March 2025"


def named(items: list[Item], **plan: object) -> PlanDocument:
    """A plan with what the items say of it as a whole."""
    document = PlanDocument.model_validate(plan)
    identity = Identity(items, find_tables(items))
    identity.name(document, Problems())
    identity.date(document, Problems())
    return document


def title(text: str) -> str | None:
    return named(items_of(text)).title


def body(*lines: str) -> str | None:
    return named(items_of("\n".join([*lines, TABLE]))).organisation


def day(*lines: str) -> date | None:
    return named(items_of("\n".join([*lines, TABLE]))).as_at


def test_the_title_is_the_heading_above_the_table_that_names_a_plan() -> None:
    assert title(f"Improvement plan 2025\nFor the board\n{TABLE}") == "Improvement plan 2025"
    assert title(f"Moorford Town Council\nEXECUTIVE – 3 MAY 2025\nRecovery plan\n{TABLE}") == "Recovery plan"


@pytest.mark.parametrize(
    "above",
    [
        "ANNEX A", "Appendix 1", "Executive summary", "Behind track / In progress / Complete", "• Home",
        "Northmere Borough Council", "Guidance notes", "Theme 1: Culture", "Green: on track", "3 May 2025",
        "1.2 Staff and their training", "Children’s Services Directorate", "Sheet 1",
        "This is what the board agreed in June.", "Cabinet – 14 June 2025",
        "Ref / Action / Owner / Due date / Status",
    ],
)  # fmt: skip
def test_other_lines_are_no_title_and_the_title_below_them_is_found(above: str) -> None:
    assert title(f"{above}\n{TABLE}") is None
    assert title(f"{above}\nWaste improvement plan\n{TABLE}") == "Waste improvement plan"


@pytest.mark.parametrize(
    "line",
    [
        "Section 24 recommendations: progress report to Full Council on 9 July 2025",
        "CQC Must Do Actions",
        "Peer challenge: our response",
        "Action Log from the Programme Board held 5 June 2025",
        "Annual Governance Statement 2024/25 – Action Plan",
    ],
)
def test_titles_of_many_makes_are_titles(line: str) -> None:
    assert title(f"Moorford Town Council\nMonth 6 (September 2025)\n{line}\n{TABLE}") == line


def test_a_title_leaves_out_the_body_the_day_and_the_marking_that_stand_beside_it() -> None:
    line = "Northmere NHS Trust | Ward recovery plan – as at 3 May 2025"
    assert title(f"{line}\n{TABLE}") == "Ward recovery plan"
    assert title(f"DRAFT – Ward recovery plan\n{TABLE}") == "Ward recovery plan"
    # Alone it would not say whose.
    whole = "Northmere Parish Council – Action plan"
    assert title(f"{whole}\n{TABLE}") == whole


def test_a_title_that_says_what_it_is_about_goes_before_a_heading_that_does_not() -> None:
    rows = items_of(f"# Action plan\n{TABLE}")

    assert named(rows).title == "Action plan"
    assert named([*rows, Line("Ward recovery plan", Place())]).title == "Ward recovery plan"


def test_each_line_at_the_head_of_a_letter_is_a_label_with_its_value() -> None:
    head = Line(
        "From: the Registrar\nSent: 28 October 2025 09:14\nSubject: Our ward recovery plan", Place(row=1)
    )
    plan = named([head, *items_of(TABLE)])

    assert (plan.title, plan.as_at) == ("Our ward recovery plan", date(2025, 10, 28))


def test_a_file_may_be_named_for_its_day() -> None:
    items = items_of(TABLE)
    plan = PlanDocument()
    Identity(items, find_tables(items), "Recovery_plan-Oct 2025 v2.xlsx").date(plan, Problems())

    assert (plan.as_at, plan.origins[0].reason) == (date(2025, 10, 31), "The file is named for it.")


def test_what_stands_after_the_number_of_an_annex_is_the_title() -> None:
    assert title(f"Appendix 3: Parks recovery plan\n{TABLE}") == "Parks recovery plan"


def test_the_value_beside_the_label_title_is_the_title() -> None:
    assert title(f"Library action plan\nTitle:\nWhat we do about the roofs\n{TABLE}") == (
        "What we do about the roofs"
    )


def test_a_line_below_the_first_header_is_a_title_only_where_it_is_marked() -> None:
    text = f"{TABLE}\n\nOur plan\n\n2|Train the managers|Head of HR|June 2025"

    assert title(text) is None
    assert title(text.replace("Our plan", "# Our plan")) == "Our plan"


def test_two_titles_that_are_as_good_as_each_other_are_both_shown() -> None:
    plan = plan_in(
        "Depot action plan\nWorkshop action plan\n\n"
        "Ref\tAction\tOwner\tDue date\nA1\tMove the vans\tDepot Manager\tMay 2026\n"
    )

    assert plan.title == "Depot action plan"
    assert codes(plan)["title_contended"] == 1
    assert "“Workshop action plan”" in plan.problems[0].message


def sheet(name: str, *above: str) -> str | None:
    """The title of a sheet with these lines above its table."""
    items = items_of("\n".join([*above, TABLE]))
    placed = [replace(item, place=item.place._replace(sheet=name)) for item in items]
    return named([Line(name, Place(sheet=name), level=1), *placed]).title


def test_what_is_written_on_a_sheet_says_more_than_its_name() -> None:
    assert sheet("Depot improvement", "Depot improvement plan 2025") == "Depot improvement plan 2025"
    assert sheet("Depot improvement plan", "As at 31 May 2026") == "Depot improvement plan"


@pytest.mark.parametrize("name", ["Sheet1", "Plan", "Actions", "Tracker", "v1.2", "Open"])
def test_a_sheet_that_nobody_named_names_no_plan(name: str) -> None:
    assert sheet(name) is None


def test_a_heading_that_stands_over_those_of_each_table_is_the_title() -> None:
    headings = [
        Line("Midterm evaluation of the harbour works", Place(row=1), level=2),
        Line("Recommendation one", Place(row=5), level=4),
        Line("Recommendation two", Place(row=9), level=4),
    ]
    items = [item for heading in headings for item in [heading, *items_of(TABLE)]]

    assert named(items).title == "Midterm evaluation of the harbour works"


def test_the_title_may_stand_on_a_cover_before_the_sheets_of_the_themes() -> None:
    name = Line("Cover", Place(sheet="Cover"), level=1)
    title_of_cover = Line("Recovery plan", Place(sheet="Cover", row=1))
    rows = [replace(item, place=Place(sheet="Money", row=at)) for at, item in enumerate(items_of(TABLE), 1)]

    assert named([name, title_of_cover, *rows]).title == "Recovery plan"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Northmere Borough Council", "Northmere Borough Council"),
        ("NORTHMERE BOROUGH COUNCIL", "Northmere Borough Council"),
        ("Northmere University Hospitals NHS Trust", "Northmere University Hospitals NHS Trust"),
        ("Department for Rivers and Ports", "Department for Rivers and Ports"),
        ("Northmere Parish Council Action Plan", "Northmere Parish Council"),
        ("Northmere Cottage Hospital, audit of 3 May 2025", "Northmere Cottage Hospital"),
        ("Office for Public Audit", "Office for Public Audit"),
        ("University of Northmere", "University of Northmere"),
        ("Organisation: Friends of the Canal", "Friends of the Canal"),
        ("Northmere Care Group", "Northmere Care Group"),
        ("© 2025 Northmere Town Council. All rights reserved.", "Northmere Town Council"),
        ("Northmere Local Resilience Forum", "Northmere Local Resilience Forum"),
        ("North Shore Local Area Partnership for families", "North Shore Local Area Partnership"),
        ("Government of Norland. Progress report to 3 May 2025", "Government of Norland"),
        ("Code of complaints. Northmere Homes, landlord 42", "Northmere Homes"),
        ("St. Anne’s Hospital", "St. Anne’s Hospital"),
        ("Norland Police and Crime Panel", "Norland Police and Crime Panel"),
        ("Norland Health and Wellbeing Board. Updated May 2025", "Norland Health and Wellbeing Board"),
        ("Violence Reduction Partnership for Norland", "Violence Reduction Partnership for Norland"),
    ],
)
def test_a_body_is_named_above_the_table(line: str, name: str) -> None:
    assert body(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "We wrote to the Council", "The council agreed", "Improvement plan", "Head of Parks",
        "Parish Council",
        "Trust Board", "People Scrutiny Committee", "Children’s Services Directorate", "The University",
        "SO: Strategy Office", "Waste Service Improvement Plan", "Digital Recovery Programme",
        "Chief Information Officer", "Estates Working Group",
    ],
)  # fmt: skip
def test_other_lines_name_no_body(line: str) -> None:
    assert body(line) is None


def test_a_body_may_stand_at_the_foot_of_the_file() -> None:
    plan = named(items_of(f"Improvement plan\n{TABLE}\n\nNorthmere District Council Page 1 of 1"))

    assert (plan.title, plan.organisation) == ("Improvement plan", "Northmere District Council")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Position at 30 June 2025", date(2025, 6, 30)),
        ("Data as at: June 2025", date(2025, 6, 30)),
        ("Updated 1/7/2025.", date(2025, 7, 1)),
        ("Position as at the end of January 2026.", date(2026, 1, 31)),
        ("Date of this version: 22 April 2025", date(2025, 4, 22)),
        ("Printed 14/10/2025", date(2025, 10, 14)),
        ("Date of next review: 22 April 2026", None),
        ("Cabinet – 14th June 2025", date(2025, 6, 14)),
        ("For the meeting of: Scrutiny Panel, 14 June 2025", date(2025, 6, 14)),
        ("Date: 13/09/2025", date(2025, 9, 13)),
        ("Action plan 2025/26 Q3", date(2025, 12, 31)),
        ("Action plan – progress end 2024-25", date(2025, 3, 31)),
        ("Improvement plan update September 2025", date(2025, 9, 30)),
        ("Reporting period: July to September 2025", date(2025, 9, 30)),
        ("Month 6 (September 2025)", date(2025, 9, 30)),
        ("Risk register actions – Q2 2025/26", date(2025, 9, 30)),
        ("Version 2.1 – March 2025", date(2025, 3, 31)),
        ("Improvement plan April 2025 – March 2027", None),
        ("Norland Borough Council · June 2025", date(2025, 6, 30)),
        ("We look at this report again in May 2026.", None),
        ("This plan will be reviewed in May 2026", None),
        ("Updated each summer in full", None),
        ("Improvement plan 2025", None),
        ("Corporate plan 2025-2030", None),
        ("Plan after the inspection of 3 May 2025", None),
    ],
)
def test_a_plan_may_say_the_day_that_it_speaks_for(line: str, told: date | None) -> None:
    assert day("Our plan", line) == told


def test_a_day_that_the_file_says_of_itself_is_believed_over_that_of_its_meeting() -> None:
    plan = named(items_of(f"Board – 3 June 2025\nPosition at 31 May 2025\n{TABLE}"))

    assert plan.as_at == date(2025, 5, 31)
    (origin,) = [origin for origin in plan.origins if origin.field == "as_at"]
    assert (origin.text, origin.reason) == ("Position at 31 May 2025", "The file says so.")


def test_without_any_word_the_latest_day_that_progress_tells_as_past_is_taken() -> None:
    told = Action(
        title="Publish the register",
        updates=[Update(text="Agreed by governors on 3 June 2025. To be printed by 1 August 2025.")],
        notes=[
            Note(heading="Target", text="30 September 2025"),
            Note(heading="Evidence", text="Minutes 4/6/25"),
        ],
    )
    plan = named(items_of(TABLE), actions=[told])

    assert plan.as_at == date(2025, 6, 4)
    assert plan.origins[-1].reason == "It is the latest day that the texts tell as past."


def test_the_latest_day_in_a_column_of_days_that_are_past_is_taken() -> None:
    rows = (
        "Ref|Action|Due date|Date completed",
        "1|Move the vans|May 2025|12/05/2025",
        "2|Paint them|May 2026|3/6/2025",
    )

    assert named(items_of("\n".join(rows))).as_at == date(2025, 6, 3)


def test_nothing_said_nothing_read() -> None:
    plan = named(items_of(TABLE))

    assert (plan.title, plan.organisation, plan.as_at, plan.origins) == (None, None, None, [])
    assert "origins" not in plan.model_dump(mode="json")


def pages(*between: str) -> frozenset[str]:
    rows = [f"{at}|Publish part {at}|Head of Parks|March 2025" for at in range(len(between) + 1)]
    printed = [part for pair in zip(rows, between, strict=False) for part in pair]
    return running_texts(items_of("\n".join([*printed, rows[-1]])))


def test_a_line_at_most_breaks_is_a_running_title() -> None:
    assert pages("Our plan", "Our plan", "Our plan", "Culture") == {"Our plan"}


def test_a_line_at_the_head_or_foot_of_two_pages_is_a_running_title() -> None:
    head, foot = (Line("OFFICIAL", Place(page=page)) for page in (1, 2)), "Our plan | Page {}"
    rows = [Row((Cell("Complete"),), Place(page=page)) for page in (1, 2)]
    feet = [Line(foot.format(page), Place(page=page)) for page in (1, 2)]

    items = [part for page in zip(head, rows, feet, strict=True) for part in page]

    assert running_texts(items) == {"OFFICIAL", "Our plan | Page 1", "Our plan | Page 2"}


@pytest.mark.parametrize(
    "between",
    [("Our plan", "Our plan"), ("Culture", "Money", "Culture", "Money", "Culture", "Homes"), ("", "", "")],
    ids=["twice", "themes that take turns", "gaps"],
)
def test_other_lines_are_none(between: tuple[str, ...]) -> None:
    assert pages(*between) == frozenset()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Compliance Plan for Oakmere Nursing Home REF-0012", "Oakmere Nursing Home"),
        ("STATE OF WESTERLAND", "State of Westerland"),
        ("Two Rivers Unified School District No. 9", "Two Rivers Unified School District No. 9"),
        ("Northern Court of Accounts 2024", "Northern Court of Accounts"),
        ("Ashby Homes Limited, a charitable society", "Ashby Homes Limited"),
    ],
)
def test_bodies_that_are_no_councils_are_found(line: str, name: str) -> None:
    assert body("Improvement plan", line) == name


def test_the_body_is_looked_for_below_a_front_sheet_of_the_paper_too() -> None:
    front = "Date\t8 February 2024\nTitle\tRecommendations and areas for improvement\nContact\tHead of Policy"
    plan = plan_in(f"{front}\n\nNorland Constabulary was inspected in spring.\n\n{TABLE}".replace("|", "\t"))

    assert plan.organisation == "Norland Constabulary"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Last reviewed March 28, 2024", date(2024, 3, 28)),
        ("Cut-off date: 30 April 2024.", date(2024, 4, 30)),
        ("Presented to the States on 11 January 2024 by the Chief Minister", date(2024, 1, 11)),
    ],
)
def test_a_day_is_read_whole_however_it_is_said(line: str, said: date) -> None:
    assert day("Improvement plan", line) == said


@pytest.mark.parametrize(
    "line",
    [
        "Pond plan||Last updated:|4 November 2026",
        "Run at: 04-Nov-2026 07:45",
        "Stand: 04.11.2026",
        "Peildatum 4 november 2026",
        "Actualizado a 4 de noviembre de 2026",
        "Mis à jour le 4 novembre 2026",
    ],
)
def test_the_day_may_stand_at_the_right_of_the_title_and_in_a_neighbours_language(line: str) -> None:
    assert day(line) == date(2026, 11, 4)


def test_a_year_beside_council_does_not_make_a_title_a_meeting() -> None:
    line = "AUDITOR'S REPORT 2023/24 - RESPONSE OF THE COUNCIL"

    assert title(f"MOORFORD TOWN COUNCIL\n{line}\n{TABLE}") == line


def test_a_line_that_was_parted_into_body_and_title_is_no_theme() -> None:
    plan = plan_in(
        "Larkmoor Town Council – action plan following the inspection, May 2026\n"
        "Ref\tWhat we will do\tBy whom\tBy when\n"
        "MUST DO\n1\tMend the lift\tClerk\tMay 2027\nSHOULD DO\n2\tPaint the hall\tClerk\tJune 2027"
    )

    assert plan.title == "action plan following the inspection, May 2026"
    assert [action.theme for action in plan.actions] == ["MUST DO", "SHOULD DO"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Reviewed by the governing body on 11 December 2025."], date(2025, 12, 11)),
        (
            ["MINUTES of the council", "held on Thursday 6 March 2025", "Next meeting 3 April 2025"],
            date(2025, 3, 6),
        ),
        (
            ["Water was cut in Holm and in Fordham from 14 to 19 August 2025. Response, 30 October 2025."],
            date(2025, 10, 30),
        ),
        (["Report to the board, 23 July 2025", "Position at July 2025"], date(2025, 7, 23)),
    ],
    ids=["reviewed by", "minutes", "the second sentence", "a day within the month"],
)
def test_the_day_is_found_in_what_stands_above(lines: list[str], day: date) -> None:
    plan = plan_in("\n".join([*lines, "", "Action\tOwner\tDue date", "Mend it\tHead of Law\tMay 2026"]))

    assert plan.as_at == day


def test_the_heading_of_a_column_may_name_the_day() -> None:
    plan = plan_in(
        "Action\tOwner\tDue date\tPosition at the board, 4 June 2025\nMend it\tHead of Law\tMay 2026\tBegun"
    )

    assert plan.as_at == date(2025, 6, 4)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "Presented by the Department for Fords and Ferries, February 2025",
            "Department for Fords and Ferries",
        ),
        ("College of Bridge Masters", "College of Bridge Masters"),
        ("NHS Fordham and Holm Integrated Care Board", "NHS Fordham and Holm Integrated Care Board"),
        ("Return to the Inspectorate. Submitted 30 May 2025.", None),
    ],
)
def test_who_speaks_is_who_wrote_it_and_not_who_it_is_sent_to(line: str, name: str | None) -> None:
    assert plan_in(f"{line}\n\nAction\tOwner\tDue date\nMend it\tHead of Law\tMay 2026").organisation == name


def test_the_only_highest_heading_is_the_title_rather_than_that_of_the_first_part() -> None:
    rows = "Action\tOwner\tDue date\nMend it\tHead of Law\tMay 2026"

    assert (
        plan_in(f"# What we do for the roads\n## First assessment\n{rows}").title
        == "What we do for the roads"
    )
