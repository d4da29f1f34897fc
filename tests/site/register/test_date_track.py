"""The dates of an action as words and lanes."""

from datetime import date

from followthrough.plan.document import Status
from followthrough.plan.when import read_when
from followthrough.site.register.date_track import DateTrack, slip_in_words, track_of

DAY = date(2026, 12, 1)


def track(
    first: str | None, now: str | None, expected: str | None = None, times: int = 0
) -> DateTrack | None:
    read = [read_when(words) if words else None for words in (first, now, expected)]
    return track_of(*read, times=times, implied=Status.MEDIUM_SLIPPAGE, day=DAY)


def test_each_date_says_how_far_it_is_from_the_one_above_it():
    drawn = track("30 November 2026", "March 2027", "March to May 2027", times=1)

    assert drawn is not None
    assert [(each.name, each.slip, each.beside) for each in drawn.dates] == [
        ("First agreed", "", ""),
        ("Agreed now", "4 months later", "Moved once"),
        ("Owner expects", "up to 2 months later", ""),
    ]


def test_a_day_is_a_mark_and_a_long_window_is_a_bar():
    drawn = track("30 November 2026", "2027", "March to May 2027")

    assert drawn is not None
    first, now, expected = (lane for _, lane in drawn.rows)
    assert '<circle class="mark-first"' in first
    assert '<rect class="mark-agreed"' in now
    assert '<rect class="part--med" fill="url(#pattern-med)"' in expected


def test_every_mark_and_today_stand_on_the_axis():
    drawn = track("January 2019", "March 2031")

    assert drawn is not None
    ends = [drawn.x_of(day) for day in (date(2019, 1, 1), DAY, date(2031, 3, 31))]
    assert ends == sorted(ends)
    assert ends[0] >= 0
    assert ends[-1] <= 344


def test_what_has_no_end_is_not_drawn():
    assert track(None, "Ongoing") is None
    assert track("TBC", None) is None


def test_pictures_are_hidden_from_readers_and_have_no_style():
    drawn = track("30 November 2026", "March 2027")

    assert drawn is not None
    for picture in (drawn.head, drawn.narrow, *(lane for _, lane in drawn.rows)):
        assert 'aria-hidden="true"' in picture
        assert "style=" not in picture


def test_earlier_is_said_as_such_and_the_same_day_says_nothing():
    assert slip_in_words(read_when("31 May 2026"), read_when("31 March 2026")) == "2 months earlier"
    assert slip_in_words(read_when("31 May 2026"), read_when("May 2026")) == ""
    assert slip_in_words(read_when("3 May 2026"), read_when("9 May 2026")) == "less than a month later"
    assert slip_in_words(read_when("May 2026"), read_when("13 May 2026")) == ""
