"""What is written is read back as the same plan, in every format."""

from functools import cache

import pytest

from followthrough.demonstration import committee_paper_path, plan_path
from followthrough.intake.read import read_file
from followthrough.outputs.layout.side_tables import remarks_of
from followthrough.outputs.plan.file import write_plan
from followthrough.plan.document import (
    Action,
    Owner,
    PlanDocument,
    Recommendation,
    SchemeEntry,
    Status,
    Update,
)
from followthrough.plan.statuses import read_status
from tests.outputs.plan_differences import differences, words_lost
from tests.outputs.plans import plan_with_recommendations, small_plan, themed_actions, when

FORMATS = ("json", "xlsx", "docx", "pdf", "html", "csv")
# One table and nothing beside it: what is said of the plan as a whole has no place.
ROWS_ALONE = {"csv"}
SEEDS = ("000", "001", "002", "003", "004")

read_once = cache(read_file)


@pytest.fixture(params=[plan_path(), committee_paper_path()], ids=["workbook", "paper"])
def demonstration(request):
    return read_once(request.param)


@pytest.fixture(params=SEEDS)
def seed(request, corpus):
    (path,) = (corpus / "seeds").glob(f"{request.param}_*")
    return read_once(path)


@pytest.fixture(params=FORMATS)
def back(request, tmp_path):
    """A function that writes a plan and gives what is read of it."""

    def write_and_read(plan):
        path = tmp_path / f"plan.{request.param}"
        write_plan(plan, path)
        return read_file(path)

    write_and_read.has_whole = request.param not in ROWS_ALONE
    return write_and_read


def test_the_demonstration_comes_back_as_it_went(demonstration, back):
    assert differences(demonstration, back(demonstration), back.has_whole) == []


def test_every_word_of_the_demonstration_comes_back(demonstration, back):
    assert words_lost(demonstration, back(demonstration), back.has_whole) == set()


def test_a_real_plan_comes_back_as_it_went(seed, back):
    again = back(seed)

    assert differences(seed, again, back.has_whole) == []
    assert words_lost(seed, again, back.has_whole) == set()


def test_what_a_plan_answers_comes_back_and_becomes_no_action(back):
    plan = plan_with_recommendations()
    again = back(plan)

    assert again.recommendations == plan.recommendations
    assert [action.ref for action in again.actions] == ["W.A1.0", "W.A1.1"]
    assert again.actions[1].answers == ["R2"]
    assert back(again).recommendations == plan.recommendations


def test_recommendations_with_numbers_alone_come_back(back):
    plan = small_plan(
        recommendations=[Recommendation(id=f"{n}", text=f"Dig well {n}.") for n in range(1, 60)]
    )

    assert back(plan).recommendations == plan.recommendations


@pytest.mark.parametrize("title", ["Wells plan", None])
def test_a_key_without_definitions_comes_back_and_names_neither_plan_nor_theme(title, back):
    scheme = [
        SchemeEntry(label="On track", status=Status.ON_TRACK, colour="#00aa00"),
        SchemeEntry(label="Late", status=Status.MEDIUM_SLIPPAGE),
    ]
    plan = small_plan(title=title, organisation=None, scheme=scheme, remarks=[], actions=themed_actions())
    again = back(plan)

    assert differences(plan, again, back.has_whole) == []
    assert not {remark.text for remark in again.remarks} & {"Status", "Late", "Water", "Roads"}


@pytest.mark.parametrize("count", [4, 2])
def test_a_plan_without_a_title_comes_back_without_one(count, back):
    again = back(PlanDocument(actions=themed_actions()[:count]))

    assert again.title is None
    assert [remark.text for remark in remarks_of(again)] == []


def test_signs_of_a_status_come_back(back):
    signs = ["🔴", "🔵", "✅", "🟡"]
    plan = PlanDocument(actions=themed_actions())
    for action, sign in zip(plan.actions, signs, strict=True):
        action.updates = [Update(status=read_status(sign), status_text=sign, text=f"So far: {sign}")]

    assert differences(plan, back(plan), back.has_whole) == []


def test_a_plan_written_again_stays_the_same(demonstration, back):
    once = back(demonstration)

    assert differences(once, back(once)) == []


def test_a_difference_names_the_action_and_the_field():
    plan, other = small_plan(), small_plan(title="Roads plan")
    other.actions[1].due = when("July 2026")
    other.actions[1].updates[0].text = "Nothing"

    assert differences(plan, other) == [
        "title was 'Wells plan', is 'Roads plan'",
        "W.A1.1: due.text was 'End of June 2026', is 'July 2026'",
        "W.A1.1: updates[0].text was '=Rope bought', is 'Nothing'",
    ]


def test_an_action_that_is_missing_is_named():
    plan, other = small_plan(), small_plan()
    del other.actions[0]

    assert differences(plan, other) == ["2 actions became 1; missing: ['W.A1.0']"]


def test_words_that_are_lost_are_found():
    plan, other = small_plan(), small_plan(remarks=[])
    other.actions[1] = Action(ref="W.A1.1", title="Mend", owners=[Owner(role="Lead", name="Well Warden")])

    assert {"life", "Spring", "Photograph"} <= words_lost(plan, other)
