from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row
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


def numbered(number: int) -> list[Item]:
    return [row(f"Recommendation {number}", "Rivers rise"), *form(number)]


def test_forms_that_begin_with_a_numbered_label_are_an_action_each() -> None:
    read = texts(with_forms_as_rows([*numbered(1), *numbered(2)]))

    assert [each[:2] for each in read] == [
        ["Recommendation", "Action"],
        ["Recommendation 1: Rivers rise", "Mend weir 1"],
        ["Recommendation 2: Rivers rise", "Mend weir 2"],
    ]


def test_running_titles_between_the_halves_of_a_form_are_no_part_of_it() -> None:
    *first, update, status = form(2)
    between = [Line("Weirs plan", Place(page=1)), Gap(Place(page=1)), Line("OFFICIAL", Place(page=2))]

    items = [*form(1), *first, *between, update, status, *form(3)]

    assert texts(with_forms_as_rows(items)) == whole(1, 2, 3)


def test_a_label_of_other_forms_without_a_value_is_no_value() -> None:
    *rest, _ = form(3)

    assert texts(with_forms_as_rows([*form(1), *form(2), *rest, row("Status", "")]))[-1][-1] == ""
