"""Columns that are named by a month alone."""

import pytest

from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument, Status
from tests.intake.tables_of_rows import items_of


def read(said: str, *months: str) -> PlanDocument:
    rows = [
        f"Ref|Action|Owner|Due|{'|'.join(months)}|RAG",
        "1|Count the boats|Deputy|May 2026|40 boats|37 boats|35 boats; two are new|A",
        "2|Fit rails along the quay|Works Lead|June 2026|Survey begun|Survey done|Rails ordered|G",
        "3|Net the storm drain|Works Lead|July 2026|Nothing yet|Price asked|Net bought|R",
    ]
    return plan_of(items_of("\n".join([said, "", *rows])), "plan.txt")


@pytest.mark.parametrize(
    ("said", "months", "periods"),
    [
        ("Updated: 05/11/2025", ("August", "September", "October"), ["2025-08", "2025-09", "2025-10"]),
        ("Position as at 12 January 2026", ("Nov", "Dec", "Jan"), ["2025-11", "2025-12", "2026-01"]),
    ],
)
def test_months_that_follow_one_another_are_those_before_the_day_of_the_file(
    said: str, months: tuple[str, ...], periods: list[str]
) -> None:
    plan = read(said, *months)

    assert [update.period for update in plan.actions[0].updates if update.period] == periods
    assert [update.text for update in plan.actions[1].updates if update.period] == [
        "Survey begun",
        "Survey done",
        "Rails ordered",
    ]
    assert [column.heading for column in plan.layout if column.heading in months] == list(months)
    assert "months_without_year" in {problem.code for problem in plan.problems}


def test_a_rating_beside_the_last_month_is_of_that_month() -> None:
    rows = [
        "Ref|Action|Owner|Due|August update|September update|RAG Sept",
        "1|Count the boats|Deputy|May 2026|Forty were counted.|Two are new.|A",
        "2|Fit rails along the quay|Works Lead|June 2026|Survey begun.|Rails ordered.|G",
        "3|Net the storm drain|Works Lead|July 2026|Nothing yet.|Net bought.|R",
    ]
    plan = plan_of(items_of("\n".join(["Updated: 05/10/2025", "", *rows])), "plan.txt")

    assert [(update.period, update.status) for update in plan.actions[1].updates] == [
        ("2025-08", None),
        ("2025-09", Status.ON_TRACK),
    ]


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("A plan of the harbour", ("August", "September", "October")),
        ("Updated: 05/11/2025", ("March", "June", "October")),
        ("Updated: 05/11/2025", ("February", "March", "April")),
    ],
    ids=["no day", "not in turn", "long past"],
)
def test_other_months_have_no_year(said: str, months: tuple[str, ...]) -> None:
    plan = read(said, *months)

    assert not [update for update in plan.actions[0].updates if update.period]
    assert "months_without_year" not in {problem.code for problem in plan.problems}
