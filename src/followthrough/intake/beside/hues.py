"""The plain names of colours: which fills everybody would call red, amber, green or blue."""

from colorsys import rgb_to_hls

# The end of each range on the circle of 360 degrees, from red on.
_RANGES = ((16, "red"), (66, "amber"), (75, None), (165, "green"), (178, None), (250, "blue"), (340, None))
_DARKEST, _PALE = 0.2, 0.8
_LEAST_COLOUR, _LEAST_COLOUR_OF_PALE = 0.35, 0.55


def hue_of(rrggbb: str) -> str | None:
    """red, amber, green or blue; None for a colour between these, a dark one, a pale one or a grey."""
    red, green, blue = (int(rrggbb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    least = _LEAST_COLOUR_OF_PALE if light > _PALE else _LEAST_COLOUR
    if light < _DARKEST or saturation < least:
        return None
    return next((name for end, name in _RANGES if hue * 360 < end), "red")
