"""What holds for every picture: it can be read in both widths, without colour, and says what it shows."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from followthrough.outputs.pictures.dates import DatedAction, dates
from followthrough.outputs.pictures.drawing import TEXT, width_of
from followthrough.outputs.pictures.movement import Flow, movement
from followthrough.outputs.pictures.picture import NARROW, WIDE, State
from followthrough.outputs.pictures.status_bars import Bar, status_bars
from followthrough.outputs.pictures.trend import Point, trend

SVG = "{http://www.w3.org/2000/svg}"
STATES = [
    State("on_track", "On track", "9fd8b0"),
    State("medium", "Medium slippage", "ffd58a"),
    State("significant", "Significant slippage", "f6a6a1"),
    State("complete", "Complete", "a9cdf0"),
    State("no_return", "No return", "ffffff"),
    State("absent", "Not in the plan", "ffffff"),
]
DAY = date(2026, 11, 30)
LONG = "Homes that are safe, and repairs that are made when they were promised to the people who live there"
BARS = [
    Bar(LONG, {"on_track": 40, "medium": 12, "significant": 1, "complete": 30, "no_return": 1}),
    Bar("Money & <trust>", {"significant": 1, "no_return": 1}),
]
FLOWS = [
    Flow("on_track", "on_track", 30),
    Flow("on_track", "complete", 9),
    Flow("medium", "significant", 1),
    Flow("absent", "on_track", 1),
    Flow("complete", "complete", 120),
    Flow("medium", "no_return", 2),
]
POINTS = [Point(f"Round {number}", {"on_track": 40 - number, "complete": number}) for number in range(12)]
ACTIONS = [
    DatedAction(
        "1.1", LONG, "Homes", (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 6, 30),) * 2,
        (date(2027, 3, 1), date(2027, 5, 31)), is_late=True,
    ),
    DatedAction("", "Hold a review", "", None, None, None),
]  # fmt: skip
FAR = [DatedAction("1", "Keep the well", "", (date.min,) * 2, (DAY,) * 2, (date.max,) * 2)]


def pictures():
    return {
        "bars": status_bars(BARS, STATES, of="Theme", name="bars", finding="40 of 86 are on track."),
        "movement": movement(FLOWS, STATES, was="October 2026", now="November", name="moved", finding="9."),
        "trend": trend(POINTS, STATES, name="trend", finding="Complete rose from 0 to 11."),
        "dates": dates(ACTIONS, today=DAY, name="dates", finding="1 of 2 is late."),
        "no bars": status_bars([], STATES, of="Theme", name="bars", finding="Nothing to show."),
        "nothing moved": movement([], STATES, was="May", now="June", name="moved", finding="Nothing."),
        "no rounds": trend([], STATES, name="trend", finding="No round yet."),
        "one round": trend(POINTS[:1], STATES, name="trend", finding="One round."),
        "no dates": dates([], today=DAY, name="dates", finding="No action has a date."),
        "many": status_bars(BARS * 40, STATES, of="Theme", name="bars", finding="Many."),
        "centuries": dates(
            [DatedAction("1", "Old", "", (date(1900, 1, 1), date(2399, 12, 31)), None, None)],
            today=DAY, name="dates", finding="Long.",
        ),
        "all years": dates(FAR, today=DAY, name="dates", finding="For ever."),
    }  # fmt: skip


CASES = [(name, width) for name in pictures() for width in ("wide", "narrow")]


def drawn(name, width):
    picture = pictures()[name]
    return picture, ElementTree.fromstring(getattr(picture, width))


def boxes_of_texts(root):
    """The box of each text, by the estimate that leaves room: left, top, right, bottom."""
    for text in root.iter(f"{SVG}text"):
        x, y, width = float(text.get("x")), float(text.get("y")), width_of(text.text)
        left = x - {"end": width, "middle": width / 2}.get(text.get("text-anchor"), 0)
        yield left, y - TEXT * 0.75, left + width, y + TEXT * 0.2, text.text


@pytest.mark.parametrize(("name", "width"), CASES)
def test_the_finding_is_the_text_alternative(name, width):
    picture, root = drawn(name, width)

    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == picture.finding
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")


@pytest.mark.parametrize(("name", "width"), CASES)
def test_no_words_leave_the_sheet(name, width):
    _, root = drawn(name, width)
    height = float(root.get("height"))

    assert root.get("width") == str({"wide": WIDE, "narrow": NARROW}[width])
    for left, top, right, bottom, words in boxes_of_texts(root):
        assert left >= -1, words
        assert right <= float(root.get("width")) + 1, words
        assert top >= -1, words
        assert bottom <= height, words


@pytest.mark.parametrize(("name", "width"), CASES)
def test_no_words_stand_on_other_words(name, width):
    _, root = drawn(name, width)
    boxes = list(boxes_of_texts(root))
    for number, (left, top, right, bottom, words) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = right <= other[0] + 1 or other[2] <= left + 1 or bottom <= other[1] or other[3] <= top
            assert apart, (words, other[4])


@pytest.mark.parametrize(("name", "width"), CASES)
def test_a_strict_security_policy_lets_the_picture_through(name, width):
    _, root = drawn(name, width)

    for part in root.iter():
        assert part.tag.removeprefix(SVG) not in {"script", "style", "image", "foreignObject", "a"}
        assert "style" not in part.attrib


def test_two_drawings_on_one_page_share_no_name():
    shown = [pictures()[name] for name in ("bars", "movement", "trend", "dates")]
    names = re.findall(r' id="([^"]+)"', "".join(picture.wide + picture.narrow for picture in shown))

    assert len(names) > len(STATES)
    assert len(names) == len(set(names))


def test_the_same_plan_gives_the_same_picture():
    assert pictures() == pictures()


def test_the_table_beside_the_bars_has_every_count_and_the_sums():
    picture = pictures()["bars"]

    assert picture.headings == (
        "Theme", "On track", "Medium slippage", "Significant slippage", "Complete", "No return", "All",
    )  # fmt: skip
    assert picture.rows[0] == (LONG, "40", "12", "1", "30", "1", "84")
    assert picture.rows[1] == ("Money & <trust>", "0", "0", "1", "0", "1", "2")


def test_bars_are_on_one_scale_and_their_parts_in_the_order_of_the_scheme():
    _, root = drawn("bars", "wide")
    parts = [part for part in root.iter(f"{SVG}rect") if part.get("height") == "24"]
    starts = [float(part.get("x")) for part in parts[:5]]
    thirty = starts[4] - starts[3]

    assert starts[1] - starts[0] == pytest.approx(thirty * 40 / 30, rel=0.01)
    assert starts[2] - starts[1] == pytest.approx(thirty * 12 / 30, rel=0.01)
    assert thirty == pytest.approx((WIDE - 2) * 30 / 84, rel=0.01)
    assert [part.get("fill") for part in parts[:5]] == [f"url(#bars-wide-{at})" for at in range(5)]


def test_each_state_has_a_pattern_that_tells_it_from_the_others_without_colour():
    _, root = drawn("bars", "wide")
    patterns = [pattern.find(f"{SVG}path").get("d") for pattern in root.iter(f"{SVG}pattern")]

    assert len(patterns) == 5
    assert len(set(patterns)) == 5


def test_the_table_of_what_moved_leaves_out_what_stayed():
    assert pictures()["movement"].rows == (
        ("On track", "Complete", "9"),
        ("Medium slippage", "Significant slippage", "1"),
        ("Not in the plan", "On track", "1"),
        ("Medium slippage", "No return", "2"),
    )


def test_the_table_of_the_trend_has_a_row_for_each_round():
    picture = pictures()["trend"]

    assert picture.headings == ("Round", "On track", "Complete")
    assert picture.rows[-1] == ("Round 11", "29", "11")
    assert len(picture.rows) == 12


def test_the_table_of_dates_says_a_window_by_its_first_and_last_day():
    assert pictures()["dates"].rows == (
        (f"1.1 {LONG}", "1 Jan 2026 to 31 Jan 2026", "30 Jun 2026", "1 Mar 2027 to 31 May 2027"),
        ("Hold a review", "None", "None", "None"),
    )
