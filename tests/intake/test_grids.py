"""Whatever a reader found, a plan comes of it or one sentence; and the plan has no word of its own."""

import os

from fuzz import invented_words
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.intake.grid import Aside, Cell, Gap, Item, Line, Place, Row, Said, UnreadableFileError
from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument

HEADINGS = [
    "Ref", "No.", "Action", "Task", "Owner", "Lead", "Who/When", "Due date", "By when", "Original date",
    "Status", "RAG", "Progress", "Update (May 2026)", "Theme", "Workstream", "Priority", "Links",
    "Measure of success", "Recommendation", "Likelihood", "Impact", "Rating", "Change control", "",
]  # fmt: skip
TEXTS = [
    "A1", "A1.1", "1", "1a", "(i)", "A1 to A3", "REC 4", "Publish the plan", "and train the managers.",
    "a) one\nb) two", "Chief Executive", "Head of Learning / Head of Legal", "TBC", "N/A", "March 2026",
    "31/12/2025", "Mar-22", "22-Mar", "Q1 2026/27", "Spring 2025", "by then", "Complete", "On track", "R",
    "Green", "100%", "see A1 and A9", "x" * 400, "•", "\u00a0", "\ufdd0", "\U0001f7e2", "12 of 40", "=1+1",
    "May 2026: nothing", "Owner: nobody", "Due date:",
]  # fmt: skip
CELLS = st.builds(
    Cell,
    st.sampled_from(TEXTS) | st.sampled_from(HEADINGS) | st.text(max_size=12),
    bold=st.booleans(),
    fill=st.sampled_from([None, "ff0000", "00b050"]),
)
WIDTH = 6


def placed(number: int) -> Place:
    return Place(row=number, page=number // 8 + 1)


@st.composite
def grids(draw: st.DrawFn) -> list[Item]:
    """Rows below headings, more or less, with lines and gaps among them."""
    heads = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=WIDTH))
    below = range(2, draw(st.integers(2, 16)))
    head = Row(tuple(map(Cell, heads)), placed(1))
    return [head, *(draw(one_item(number, len(heads))) for number in below)]


def one_item(number: int, width: int) -> st.SearchStrategy[Item]:
    place = placed(number)
    texts = st.sampled_from(TEXTS)
    row = st.lists(CELLS, min_size=width, max_size=width) | st.lists(CELLS, min_size=1, max_size=WIDTH + 2)
    rows = row.map(lambda cells: Row(tuple(cells), place))
    others = st.one_of(
        st.builds(Line, texts, st.just(place), st.sampled_from([None, 1, 2])),
        st.just(Gap(place)),
        st.builds(Aside, st.just("Comment"), texts, st.just(place)),
        st.builds(Said, st.just("rows_hidden"), texts, st.just(place)),
    )
    return st.one_of(rows, rows, rows, others)


@settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")))
@given(grids())
def test_any_grid_becomes_a_plan_without_invented_words_or_is_refused(items: list[Item]) -> None:
    try:
        plan = plan_of(items, "plan.xlsx")
    except UnreadableFileError:
        return

    assert PlanDocument.model_validate_json(plan.model_dump_json()) == plan
    assert invented_words(plan, items) == set()
