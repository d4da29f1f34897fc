"""States are told apart without colour, in print and by those who see colours otherwise."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.pictures.drawing import INK, PAPER, Drawing
from followthrough.outputs.pictures.fills import STROKE_OPACITY, STROKES
from followthrough.outputs.pictures.states import states_of
from followthrough.plan.document import SchemeEntry, Status

# How those see who lack one kind of cone, as parts of linear red, green and blue (Machado and others, 2009).
SEEN = {
    "with all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
    "in grey": ((0.2126, 0.7152, 0.0722),) * 3,
}  # fmt: skip
MORE = [("no_return", "No return"), ("no_status", "No status"), ("absent", "Not in the plan")]
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


def linear(rrggbb: str) -> list[float]:
    parts = [int(rrggbb.strip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(seen: list[float]) -> float:
    """Of linear red, green and blue."""
    return sum(
        share * min(max(part, 0), 1) for share, part in zip((0.2126, 0.7152, 0.0722), seen, strict=True)
    )


def as_seen(rrggbb: str, way: str) -> list[float]:
    colour = linear(rrggbb)
    return [sum(part * own for part, own in zip(row, colour, strict=True)) for row in SEEN[way]]


def contrast(one: str, other: str, way: str = "with all cones") -> float:
    lights = sorted((luminance(as_seen(one, way)), luminance(as_seen(other, way))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def blended(over: str, under: str, opacity: float) -> str:
    parts = [
        round(int(over[at : at + 2], 16) * opacity + int(under[at : at + 2], 16) * (1 - opacity))
        for at in (0, 2, 4)
    ]
    return "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("way", SEEN)
def test_the_rims_of_two_parts_and_the_paper_between_them_stand_out(way: str):
    assert contrast(INK, PAPER, way) >= 3


@given(colours)
def test_a_part_of_any_colour_stands_out_from_its_rim_or_from_the_paper_around_it(colour: str):
    assert max(contrast(colour, INK), contrast(colour, PAPER)) >= 3


@pytest.mark.parametrize("way", SEEN)
def test_each_pattern_can_be_seen_on_its_own_colour(way: str):
    for state in states_of(None, MORE):
        stroke = blended(text_colour_on(state.colour), state.colour, STROKE_OPACITY)

        assert contrast(stroke, state.colour, way) >= 2, state


@given(colours)
def test_a_pattern_can_be_seen_on_any_colour_that_a_plan_chooses(colour: str):
    assert contrast(blended(text_colour_on(colour), colour, STROKE_OPACITY), colour) >= 2


def test_each_state_has_a_pattern_of_its_own():
    assert len(set(STROKES)) == len(STROKES) >= len(states_of(None, MORE))


@pytest.mark.parametrize("way", ["protanopia", "deuteranopia", "tritanopia"])
def test_the_usual_colours_of_what_goes_well_and_what_is_late_differ_for_everybody(way: str):
    usual = {state.key: state.colour for state in states_of(None, MORE)}
    told = ["on_track", "medium_slippage", "significant_slippage", "complete"]

    for one, other in combinations(told, 2):
        seen = zip(as_seen(usual[one], way), as_seen(usual[other], way), strict=True)
        assert max(abs(first - second) for first, second in seen) > 0.05, (one, other)


def test_the_states_come_in_the_order_and_words_of_the_key_each_status_once():
    scheme = [
        SchemeEntry(label="Done", status=Status.COMPLETE, colour="#00B050"),
        SchemeEntry(label="Unclear", status=None),
        SchemeEntry(label="Late", status=Status.SIGNIFICANT_SLIPPAGE, colour="red"),
        SchemeEntry(label="Done and dusted", status=Status.COMPLETE),
    ]
    states = states_of(scheme, MORE)

    assert [(state.key, state.label) for state in states[:3]] == [
        ("complete", "Done"), ("significant_slippage", "Late"), ("no_return", "No return"),
    ]  # fmt: skip
    assert states[0].colour == "00b050"
    assert states[1].colour == "f6a6a1"
    assert len(states) == len(Status) + len(MORE) == len({state.key for state in states})


def test_a_line_behind_is_drawn_before_what_is_there():
    drawing = Drawing("sheet", 100)
    drawing.rect(0, 0, 10, 10, "#ffffff")
    drawing.line(5, 0, 5, 20, behind=True)
    drawn = drawing.svg("A line behind a box.")

    assert drawn.index("<line") < drawn.index("<rect")
    assert 'height="22"' in drawn
