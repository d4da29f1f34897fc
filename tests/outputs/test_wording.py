"""The pieces of sentence that outputs share."""

import pytest

from followthrough.outputs.wording import counted, place_in_words
from followthrough.plan.document import Where


@pytest.mark.parametrize(("number", "words"), [(0, "0 actions"), (1, "1 action"), (3, "3 actions")])
def test_one_thing_is_said_in_the_singular(number: int, words: str) -> None:
    assert counted(number, "action") == words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Where(), ""),
        (Where(row_first=4, row_last=4), "row 4"),
        (Where(sheet="Actions", row_first=4, row_last=6), "sheet Actions, rows 4 to 6"),
        (Where(page=2, table=1, row_first=3), "page 2, table 1, row 3"),
    ],
)
def test_a_place_is_said_as_a_person_would(where: Where, words: str) -> None:
    assert place_in_words(where) == words
