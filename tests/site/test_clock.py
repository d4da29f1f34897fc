"""The clock of the site is read in one place."""

import re
from datetime import UTC, datetime
from pathlib import Path

from followthrough.site import clock

SITE = Path(clock.__file__).parent
READS_A_CLOCK = re.compile(
    r"timezone\.(now|localdate|localtime)\(|\b(datetime|date)\.(now|today|utcnow)\(|\btime\.time\("
)


def test_only_the_clock_reads_the_clock():
    readers = [path for path in SITE.rglob("*.py") if READS_A_CLOCK.search(path.read_text())]

    assert readers == [SITE / "clock.py"]


def test_no_template_reads_the_clock():
    assert [path for path in SITE.rglob("*.html") if "{% now" in path.read_text()] == []


def test_the_day_is_that_of_the_site_s_time_zone(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(clock, "now", lambda: datetime(2023, 6, 30, 23, 30, tzinfo=UTC))

    assert clock.today().isoformat() == "2023-07-01"
