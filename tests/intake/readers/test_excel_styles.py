"""The days that a sheet keeps as numbers."""

from datetime import datetime, time

import pytest

from followthrough.intake.readers.excel_styles import moment_of


@pytest.mark.parametrize(
    ("days", "moment"),
    [
        (1, datetime(1900, 1, 1)),  # noqa: DTZ001  a sheet's dates have no zone
        (59, datetime(1900, 2, 28)),  # noqa: DTZ001
        (61, datetime(1900, 3, 1)),  # noqa: DTZ001
        (45_747, datetime(2025, 3, 31)),  # noqa: DTZ001
        (45_747.5, datetime(2025, 3, 31, 12)),  # noqa: DTZ001
        (0.25, time(6)),
    ],
)
def test_days_are_counted_as_excel_counts_them(days, moment):
    assert moment_of(days) == moment


def test_a_workbook_of_a_macintosh_counts_from_1904():
    assert moment_of(1, counts_from_1904=True) == datetime(1904, 1, 2)  # noqa: DTZ001
