from followthrough.intake.grid import Cell, Gap, Item, Place, Row
from followthrough.intake.proposals.forms import with_forms_as_rows


def form(number: int, page: int = 1) -> list[Item]:
    pairs = (
        ("Action", f"Mend weir {number}"),
        ("Lead", "Head of Drainage"),
        ("Due date", f"{number} May 2026"),
        ("Update", "Divers are booked"),
        ("Status", "On track"),
    )
    return [row(*pair, page=page) for pair in pairs]


def row(*texts: str, page: int = 1) -> Row:
    return Row(tuple(map(Cell, texts)), Place(page=page))


def texts(items: list[Item]) -> list[list[str]]:
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def whole(*numbers: int) -> list[list[str]]:
    values = [
        [f"Mend weir {n}", "Head of Drainage", f"{n} May 2026", "Divers are booked", "On track"]
        for n in numbers
    ]
    return [["Action", "Lead", "Due date", "Update", "Status"], *values]


def test_forms_right_below_each_other_are_an_action_each() -> None:
    assert texts(with_forms_as_rows([*form(1), *form(2), *form(3)])) == whole(1, 2, 3)


def test_a_form_that_a_page_cuts_is_one_action() -> None:
    *first, due, update, status = form(2)
    gap = Gap(Place(page=1))

    items = [*form(1), *first, due, gap, update, status, *form(3)]

    assert texts(with_forms_as_rows(items)) == whole(1, 2, 3)


def test_a_value_that_a_page_cuts_goes_on() -> None:
    *first, _, status = form(2)
    cut = [row("Update", "Divers are"), Gap(Place(page=1)), row("", "booked", page=2)]

    items = [*form(1), *first, *cut, status, *form(3, page=2)]

    assert texts(with_forms_as_rows(items)) == whole(1, 2, 3)


def test_one_form_alone_stays_as_it_is() -> None:
    assert with_forms_as_rows(form(1)) == form(1)
