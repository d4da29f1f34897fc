"""Signs that a PDF says by their names."""

import pytest

from followthrough.intake.grid import Cell, Gap, Line, Place, Row
from followthrough.intake.readers.pdf_signs import with_signs

PLACE = Place(page=1)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("[large red circle]", "🔴"),
        ("Done [white heavy check mark]\n[cross mark] Not so", "Done ✅\n❌ Not so"),
        ("[see note 4] and [red circle]", "[see note 4] and [red circle]"),
    ],
)
def test_the_name_of_a_sign_of_a_status_is_the_sign(said, read):
    items = [Row((Cell("1", bold=True), Cell(said, fill="ff0000")), PLACE), Line(said, PLACE, 2), Gap(PLACE)]

    row, line, gap = with_signs(items)

    assert row == Row((Cell("1", bold=True), Cell(read, fill="ff0000")), PLACE)
    assert (line, gap) == (Line(read, PLACE, 2), Gap(PLACE))
