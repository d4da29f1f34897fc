"""Who wrote an update and when, where its text says so."""

from datetime import date

import pytest

from followthrough.intake.values.signatures import Signature, read_signature

AUTUMN = Signature("AB", date(2022, 10, 17))


@pytest.mark.parametrize(
    "text",
    ["AB 17/10/22: All done", "AB 17.10.2022 – All done", "17/10/22 AB: All done", "All done (AB 17.10.22)",
     "All done (AB 17.10).", "All done AB 17/10/22.", "AB 17/10: All done"],
)  # fmt: skip
def test_initials_with_a_day_at_either_end_sign_a_text(text: str) -> None:
    assert read_signature(text, "2022-10") == AUTUMN


def test_a_day_without_a_year_and_a_text_without_a_period_is_no_day() -> None:
    assert read_signature("All done (AB 17.10)", None) == Signature("AB", None)


def test_a_day_that_no_month_has_is_no_day() -> None:
    assert read_signature("All done (AB 31.02)", "2022-02") == Signature("AB", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "All done",
        "AB 17.10 was agreed",
        "Scores AB 3/4",
        "See (AB)",
        "ABCD 17/10/22: All done",
        "On 17/10/22 it met",
    ],
)
def test_other_texts_are_not_signed(text: str) -> None:
    assert read_signature(text, "2022-10") == Signature()
