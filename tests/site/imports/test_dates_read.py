"""What the review asks about day and month, told by the codes of the reading and the dates themselves."""

import pytest

from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument
from followthrough.site.imports.dates_read import DatesReading, dates_of


def read(*days: str) -> PlanDocument:
    rows = [f"{at},Walk along culvert {at},Drainage Manager,{day}" for at, day in enumerate(days, 1)]
    return read_bytes("\n".join(["Ref,Action,Owner,Due date", *rows]).encode(), "plan.csv")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("03/28/2027", "03/04/2027", "12/31/2026"), DatesReading("month", "03/04/2027", True)),
        (("03/28/2027", "28/03/2027", "05/06/2027"), DatesReading("day", "05/06/2027", True)),
        (("04/05/2027", "06/07/2027"), DatesReading("day", "04/05/2027", False)),
        (("28/03/2027", "05/06/2027"), None),
    ],
    ids=["month first", "both ways", "nothing tells", "day first"],
)
def test_it_is_told_whatever_the_sentence_says(days, expected):
    document = read(*days)
    for problem in document.problems:
        problem.message = "In other words."

    assert dates_of(document, None) == expected


def test_what_a_person_chose_stands_first():
    assert dates_of(read("04/05/2027"), "month").choices[0] == (
        "month",
        "The month: 04/05/2027 is 5 April 2027",
    )
