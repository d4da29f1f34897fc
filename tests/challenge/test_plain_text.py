"""What is left of an update without stamps and bare status words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.challenge.plain_text import only_points, says_nothing, without_stamp


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("JB 12/10/26: Survey done", "Survey done"),
        ("12/10/26 JB - Survey done", "Survey done"),
        ("Survey done (JB 12.10)", "Survey done"),
        ("JB Oct 2026 Survey done", "Survey done"),
        ("12/10/26 Survey done", "12/10/26 Survey done"),
        ("Survey of the AB12 road", "Survey of the AB12 road"),
    ],
)
def test_a_stamp_is_initials_and_a_date_at_an_end(text: str, left: str) -> None:
    assert without_stamp(text) == left


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert says_nothing(text) in (True, False)
    assert only_points(text) in (True, False)
