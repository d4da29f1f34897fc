"""What holds for every picture: it can be read in both widths, without colour, and says what it shows."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from followthrough.outputs.pictures.dates import DatedAction, dates
from followthrough.outputs.pictures.drawing import TEXT, width_of
from followthrough.outputs.pictures.picture import NARROW, WIDE

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 30)
LONG = "Homes that are safe, and repairs that are made when they were promised to the people who live there"
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
        "dates": dates(ACTIONS, today=DAY, name="dates", finding="1 of 2 is late."),
        "no dates": dates([], today=DAY, name="dates", finding="No action has a date."),
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
    shown = [dates(ACTIONS, today=DAY, name=name, finding="1 of 2 is late.") for name in ("dates", "others")]
    names = re.findall(r' id="([^"]+)"', "".join(picture.wide + picture.narrow for picture in shown))

    assert len(names) == len(set(names))


def test_the_same_plan_gives_the_same_picture():
    assert pictures() == pictures()


def test_the_table_of_dates_says_a_window_by_its_first_and_last_day():
    assert pictures()["dates"].rows == (
        (f"1.1 {LONG}", "1 Jan 2026 to 31 Jan 2026", "30 Jun 2026", "1 Mar 2027 to 31 May 2027"),
        ("Hold a review", "None", "None", "None"),
    )
