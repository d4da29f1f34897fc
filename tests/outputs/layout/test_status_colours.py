"""Colours of statuses, and letters that can be read on them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.outputs.layout.status_colours import colours_of, text_colour_on
from followthrough.plan.document import PlanDocument, SchemeEntry, Status


def luminance(rrggbb):
    parts = [int(rrggbb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_plans_own_colour_is_believed():
    plan = PlanDocument(scheme=[SchemeEntry(label="Done", status=Status.COMPLETE, colour="#00FF00")])

    assert colours_of(plan)[Status.COMPLETE] == "00ff00"


def test_a_colour_that_is_no_colour_is_left_out():
    plan = PlanDocument(scheme=[SchemeEntry(label="Done", status=Status.COMPLETE, colour="greenish")])

    assert colours_of(PlanDocument()) == colours_of(plan)


@settings(max_examples=100)
@given(st.text("0123456789abcdef", min_size=6, max_size=6))
def test_letters_on_any_fill_have_the_contrast_that_wcag_asks_for(fill):
    light, dark = sorted((luminance(fill), luminance(text_colour_on(fill))), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5
