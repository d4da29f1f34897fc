"""Reading four times the rows takes four times the work, however they are laid out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row
from followthrough.intake.read import plan_of

HEADINGS = ("Ref", "Action", "Owner", "Due date", "Status", "Progress")
FEW, TIMES = 60, 4
# What is done once a file makes the growth less than the number of rows; a little more is left for chance.
MOST = TIMES * 1.1
# So many functions are called for each row; no more is done for a row than can change what it is read as.
CALLS_A_ROW = {"a plain table": 1_600, "without refs": 2_000}
Shape = Callable[[int], list[Item]]


def row(number: int, *texts: str) -> Row:
    return Row(tuple(map(Cell, texts)), Place(row=number))


def action(number: int) -> Row:
    ref, post = f"{1 + number // 90}.{number % 90}", f"Head of Service {number % 7}"
    update = f"Week {number} is done."
    return row(
        number + 2, ref, f"Review the register of part {number}", post, "March 2027", "On track", update
    )


def table(count: int) -> list[Item]:
    return [row(1, *HEADINGS), *map(action, range(count))]


def below_each(below: Callable[[int], list[Item]]) -> Shape:
    return lambda count: [
        item for at, it in enumerate(table(count)) for item in (it, *(below(at) if at else ()))
    ]


def one_action_over_many_rows(count: int) -> list[Item]:
    return [*table(2), *(row(9 + at, "", "", "", "", "", f"and more in week {at}") for at in range(count))]


def lines_after_the_table(count: int) -> list[Item]:
    return [*table(5), *(Line(f"this is line {at} of the notes.", Place(row=9 + at)) for at in range(count))]


def without_refs(count: int) -> list[Item]:
    return [Row(item.cells[1:], item.place) for item in table(count) if isinstance(item, Row)]


SHAPES: dict[str, Shape] = {
    "a plain table": table,
    "without refs": without_refs,
    "one action over many rows": one_action_over_many_rows,
    "lines after the table": lines_after_the_table,
    "a line below each row": below_each(lambda at: [Line(f"and it goes on with {at}.", Place(row=at))]),
    "a paragraph below each row": below_each(lambda at: [row(at, f"Paragraph {at} says more.", *[""] * 5)]),
    "a section above each row": below_each(lambda at: [row(at, f"Part {at}", *[""] * 5)]),
    "a header above each row": below_each(lambda at: [Gap(Place(row=at)), row(at, *HEADINGS)]),
    "a theme above each row": below_each(lambda at: [Line(f"Theme {at}: homes", Place(row=at), level=1)]),
}


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many functions are called, by ours and by libraries, in the one number of a list."""
    calls = [0]

    def count(_frame: object, event: str, _argument: object) -> None:
        calls[0] += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def work_on(items: list[Item]) -> int:
    with counted() as calls:
        plan_of(items, "plan")
    return calls[0]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_work_grows_with_the_rows(shape: Shape) -> None:
    work_on(shape(FEW * TIMES))  # what is loaded, or known of a text, once is left out

    assert work_on(shape(FEW * TIMES)) <= MOST * work_on(shape(FEW))


@pytest.mark.parametrize(("name", "most"), CALLS_A_ROW.items())
def test_a_row_takes_so_much_work_and_no_more(name: str, most: int) -> None:
    work_on(SHAPES[name](FEW * TIMES))
    work = work_on(SHAPES[name](FEW * TIMES)) - work_on(SHAPES[name](FEW))

    assert work <= most * FEW * (TIMES - 1)
