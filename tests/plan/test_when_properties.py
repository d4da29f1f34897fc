"""What holds for every text, and for every date in every spelling of it."""

from calendar import month_abbr, month_name, monthrange
from datetime import date, datetime

from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.when import When, is_start_phrase, read_when
from followthrough.plan.when.text import find_whens, read_milestones

# Pieces that the grammar knows, so that texts made of them reach far into it.
PIECES = (
    "1 3 31 45 00 22 99 1999 2022 2099 2022/23 24-25 March may Sept. dec spring Winter Q1 quarter "
    "third half H2 FY end early of mid by before after until to from - – / . , ; ( ) and then "
    "ongoing quarterly annually each every month meeting six TBC completed revised was w/c week "
    "rolling subject once throughout 31/03/2025 1.2.3 st rd ? ~ est. x Friday last term onwards "
    "thereafter during \ue000 \ue002 ſept İ ٣ é "
).split()
texts = st.text(max_size=60) | st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "  ", "\n"])), max_size=12
).map(lambda pieces: "".join(word + gap for word, gap in pieces))

days = st.dates(date(2000, 1, 1), date(2098, 12, 31))
years = st.integers(2000, 2098)
DAY_SPELLINGS = (
    "{d} {month} {y}|{d:02} {month} {y}|{d}{nth} {month} {y}|{d} {nth} {abbr} {y}|{d}-{abbr}-{yy}|"
    "{d}/{m}/{y}|{d:02}/{m:02}/{yy}|{d}.{m}.{yy}|{y}-{m:02}-{d:02}|{month} {d}, {y}|{d} {abbr} '{yy}"
).split("|")
MONTH_SPELLINGS = ("{month} {y}", "{abbr} {y}", "{abbr}-{yy}", "{abbr}. {y}", "{month} '{yy}", "{m:02}/{y}")
QUARTER_SPELLINGS = (
    "Q{q} {y}/{next}",
    "Quarter {q} of {y}/{next}",
    "{q}{nth} quarter {y}-{next}",
    "{y}/{next} Q{q}",
)
SEASONS = {"Spring": 3, "Summer": 6, "Autumn": 9, "Winter": 12}


def nth(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return "th" if number in (11, 12, 13) else endings.get(number % 10, "th")


def spell(form: str, day: date) -> str:
    return form.format(
        d=day.day, m=day.month, y=day.year, yy=f"{day.year % 100:02}", nth=nth(day.day),
        month=month_name[day.month], abbr=month_abbr[day.month],
    )  # fmt: skip


def bounds(when: When) -> tuple[str, date | None, date | None]:
    return when.kind, when.earliest, when.latest


@given(texts)
def test_no_text_raises_and_no_date_ends_before_it_begins(text: str) -> None:
    when = read_when(text)
    is_start_phrase(text)

    assert not (when.earliest and when.latest) or when.earliest <= when.latest


@given(texts)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    when = read_when(text)

    assert when.text == " ".join(text.split())
    assert read_when(when.text) == when


@given(texts)
def test_every_recurrence_is_a_rule_of_the_calendar(text: str) -> None:
    rule = read_when(text).recurrence

    assert rule is None or rrulestr(rule, dtstart=datetime(2024, 1, 1))[0]  # noqa: DTZ001 - a rule of days


@given(texts)
def test_dates_found_in_text_stand_in_order_and_apart(text: str) -> None:
    found = find_whens(text)
    edges = [edge for each in found for edge in (each.start, each.end)]

    assert edges == sorted(edges)
    assert all(each.start < each.end <= len(text) for each in found)
    assert all(each.when == read_when(text[each.start : each.end]) for each in found)


@given(texts)
def test_milestones_are_none_or_several_and_all_dated(text: str) -> None:
    milestones = read_milestones(text)

    assert len(milestones) != 1
    assert all(when.earliest or when.latest for _, when in milestones)


@given(days, st.sampled_from(DAY_SPELLINGS))
def test_a_day_comes_back_from_every_spelling(day: date, form: str) -> None:
    assert bounds(read_when(spell(form, day))) == ("day", day, day)


@given(days, st.sampled_from(MONTH_SPELLINGS))
def test_a_month_comes_back_whole_from_every_spelling(day: date, form: str) -> None:
    last = day.replace(day=monthrange(day.year, day.month)[1])

    assert bounds(read_when(spell(form, day))) == ("month", day.replace(day=1), last)


@given(years, st.integers(1, 4), st.sampled_from(QUARTER_SPELLINGS))
def test_a_quarter_of_a_financial_year_comes_back_from_every_spelling(year: int, q: int, form: str) -> None:
    when = read_when(form.format(q=q, y=year, next=f"{(year + 1) % 100:02}", nth=nth(q)))
    months = when.earliest and (when.earliest.year * 12 + when.earliest.month - 1)

    assert when.kind == "quarter"
    assert months == year * 12 + 3 * q


@given(years, st.sampled_from(sorted(SEASONS)), st.booleans())
def test_a_season_comes_back_from_two_digits_or_four(year: int, season: str, is_short: bool) -> None:
    when = read_when(f"{season} {year % 100:02}" if is_short else f"{season} {year}")

    assert when.kind == "season"
    assert when.earliest == date(year, SEASONS[season], 1)


@given(days, days, st.sampled_from([" to ", " - ", "–", " until "]))
def test_two_days_in_order_are_a_range(one: date, other: date, joint: str) -> None:
    first, last = sorted((one, other))
    when = read_when(f"{spell('{d} {month} {y}', first)}{joint}{spell('{d} {month} {y}', last)}")

    assert bounds(when) == ("range", first, last)


@given(days, st.sampled_from(["by {}", "By the {}", "no later than {}"]), st.sampled_from(DAY_SPELLINGS))
def test_by_a_day_is_that_day_with_a_qualifier(day: date, words: str, form: str) -> None:
    when = read_when(words.format(spell(form, day)))

    assert (bounds(when), when.qualifier) == (("day", day, day), "by")
