"""What is written is read back as the same plan."""

import pytest

from followthrough.demonstration import committee_paper_path, plan_path
from followthrough.intake.read import read_bytes, read_file
from followthrough.outputs.plan_csv import to_csv
from followthrough.outputs.plan_excel import to_excel

FILES = (plan_path(), committee_paper_path())
WRITERS = {"plan.xlsx": to_excel, "plan.csv": to_csv}
OF_A_PLACE = {"where"}


@pytest.fixture(
    scope="module", params=[plan_path(), committee_paper_path()], ids=lambda path: path.suffix[1:]
)
def plan(request):
    return read_file(request.param)


def facts(plan):
    return [action.model_dump(exclude=OF_A_PLACE) for action in plan.actions]


@pytest.mark.parametrize("name", WRITERS)
def test_every_action_comes_back_as_it_went(plan, name):
    back = read_bytes(WRITERS[name](plan), name)

    assert facts(back) == facts(plan)


def test_a_workbook_brings_title_key_and_risk_matrix_back(plan):
    back = read_bytes(to_excel(plan), "plan.xlsx")

    assert (back.title, back.as_at) == (plan.title, plan.as_at)
    assert back.scheme == plan.scheme
    assert back.risk_matrix == plan.risk_matrix


def test_a_workbook_brings_every_remark_back(plan):
    back = read_bytes(to_excel(plan), "plan.xlsx")
    remarks = "\n".join(remark.text for remark in back.remarks)

    assert [remark.text for remark in plan.remarks if remark.text not in remarks] == []
