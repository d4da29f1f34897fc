"""Whether the day or the month stands first in dates of numbers."""

import pytest

from followthrough.plan.when import read_when
from followthrough.plan.when.order import order_of, together, with_day_first


@pytest.mark.parametrize(
    ("texts", "is_month_first", "is_mixed"),
    [
        (["03/28/2027", "03/04/2027"], True, False),
        (["28/03/2027", "03/04/2027"], False, False),
        (["28/03/2027", "03/28/2027"], False, True),
        (["3.4.27", "4.28.27"], True, False),
        (["March 2027", "2027-03-28", "phone 03/28"], False, False),
    ],
)
def test_one_date_that_can_be_nothing_else_tells_the_order(
    texts: list[str], is_month_first: bool, is_mixed: bool
) -> None:
    order = order_of(texts)

    assert (order.is_month_first, order.is_mixed) == (is_month_first, is_mixed)


def test_columns_tell_the_order_together() -> None:
    whole = together([order_of(["03/04/2027"]), order_of(["03/28/2027"])])

    assert whole.is_month_first
    assert whole.either == "03/04/2027"


def test_the_words_of_a_date_with_its_month_first_stay_as_they_are() -> None:
    when = read_when("by 03/04/2027", month_first=True)

    assert (when.text, str(when.latest)) == ("by 03/04/2027", "2027-03-04")
    assert with_day_first("from 3/28/27, now 04/01/2027") == "from 28/3/27, now 01/04/2027"
