"""What columns tell of one another, once each was taken for something."""

import pytest

from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.columns import weigh_columns
from followthrough.intake.tables.columns_together import settle_columns
from tests.intake.tables_of_rows import table_in


def settled(headings: str, taken_for: str) -> list[str]:
    """The fields of columns that were each taken for one of `taken_for`, once they stand together."""
    weighed = weigh_columns(
        table_in(f"{headings}\n1|Mend the pier|May 2026|June 2026\n2|Count swans|May 2026|")
    )
    readings = [
        ColumnReading(index, heading, None, field, None)
        for index, (heading, field) in enumerate(zip(headings.split("|"), taken_for.split("|"), strict=True))
    ]
    return [r.field for r in settle_columns(readings, weighed.seen, weighed.chances, has_title=False)]


@pytest.mark.parametrize("taken_for", ["due|original_due", "original_due|due"])
def test_of_two_dates_under_one_heading_the_left_is_the_original(taken_for: str) -> None:
    assert settled("No|Action|date|date", f"ref|title|{taken_for}")[2:] == ["original_due", "due"]


def test_dates_under_headings_of_their_own_stay_what_they_are() -> None:
    assert settled("No|Action|Due|Was due", "ref|title|due|original_due")[2:] == ["due", "original_due"]
