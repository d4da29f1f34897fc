"""What a tired officer would stumble at in a paper: crushed columns, cut pictures, lateness of the done."""

import re

from followthrough.outputs.pictures.bars import Bar, bars
from followthrough.outputs.pictures.picture import State
from followthrough.outputs.report.blocks import Cell, Figure, Table
from followthrough.outputs.report.file import report_as
from followthrough.outputs.report.kinds import BY_NAME, report_of
from followthrough.outputs.report.raster import width_on_paper
from followthrough.outputs.report.register_facts import RegisterFacts
from followthrough.outputs.report.widths import fit, measured
from tests.outputs.report.test_formats import facts, made, plan, position

ROOM = 16.6
LONG = "The supplier withdrew in October and a second tender is out until the end of January. " * 3


def words_of(report) -> str:
    return " ".join(line.words for line in report.headline)


def test_the_room_goes_to_the_sentences_and_no_word_is_broken():
    rows = [[Cell(f"Dig well {at}"), Cell("Significant slippage"), Cell(LONG)] for at in range(20)]
    found = fit(Table("late", "late", ("Action", "Status", "Cause"), rows), ROOM)
    action, status, cause = found.widths

    assert round(sum(found.widths), 1) == ROOM
    assert cause > action + status
    assert status > measured("Significant") * found.size / 10


def test_a_picture_is_never_higher_than_a_page():
    report = made(document=plan(count=300))
    shares = [
        block.picture for section in report.sections for block in section.blocks if isinstance(block, Figure)
    ]
    for picture in shares:
        width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', str(picture.wide))[0])
        assert width_on_paper(picture, ROOM) * height / width <= 21.6


def test_twelve_states_are_told_apart_without_colour():
    states = [State(str(at), f"State {at}", "ffffff") for at in range(12)]
    drawn = str(
        bars([Bar("All", {str(at): 9 for at in range(12)})], states, name="x", finding="x", unit="x").wide
    )
    tiles = re.findall(r"<pattern id=[^>]*>(.*?)</pattern>|<pattern[^>]*>(.*?)</pattern>", drawn)

    assert len({first or second for first, second in tiles}) == 10


def test_what_is_done_is_no_months_late_for_commissioners():
    report = made("commissioners")
    (table,) = [each for each in report.tables if each.name == "actions_answering"]
    late, status = table.headings.index("Months late on first"), table.headings.index("Status")
    told = {row[status].words: row[late].words for row in table.rows}

    assert told["Complete"] == told["Closed"] == told["Not due to start"] == ""
    assert told["Significant slippage"] == "5"


def test_an_audit_committee_is_told_what_is_live_and_asked_what_its_first_section_lists():
    ready = RegisterFacts(changes=[], closures=[], moves={}, views={"W-3": "Ready"})
    report = report_of(BY_NAME["audit"], position(plan()), ready)
    none = report_of(BY_NAME["audit"], position(plan()), facts())

    assert words_of(report).startswith("Five of the 6 actions are live")
    assert "The one complete action is ready to close." in words_of(report)
    assert "asked to close one action (section 1)" in words_of(report)
    assert report.sections[0].blocks[0].items[0].words == "close W-3 (section 5);"
    assert "Nothing is ready to close." in none.sections[0].blocks[-1].words
    assert "to decide" not in words_of(none)


def test_on_a_phone_each_cell_has_its_heading_and_pictures_their_narrow_drawing():
    html = report_as(made(), "html").decode()

    assert 'data-heading="Next step"' in html or 'data-heading="In the owner’s words"' in html
    assert html.count('class="narrow"') == html.count('class="broad"') == 3


def test_of_what_was_closed_a_paper_says_whether_what_it_was_for_was_achieved():
    closed = next(each.ref for each in plan().actions if each.updates[-1].status == "closed")
    known = RegisterFacts(closures=[], moves={}, achieved={closed: "In part: no water yet"})
    for kind in ("closure", "audit"):
        table = next(each for each in report_of(BY_NAME[kind], position(plan()), known).tables
                     if each.name == "closed")  # fmt: skip
        said = [dict(zip(table.headings, (cell.words for cell in row), strict=True)) for row in table.rows]
        assert "In part: no water yet" in {each["Was what it was for achieved?"] for each in said}

    from_a_file = report_of(BY_NAME["closure"], position(plan()), RegisterFacts())
    assert not any("Was what it was for achieved?" in each.headings for each in from_a_file.tables)
