"""The colour of each status: the plan's own where its scheme has one, else one that reads well in print."""

import re

from followthrough.plan.document import PlanDocument, Status
from followthrough.plan.statuses import DEFAULT_SCHEME

_RRGGBB = re.compile(r"#?([0-9a-fA-F]{6})")


def colours_of(plan: PlanDocument) -> dict[Status, str]:
    """Neutral status to rrggbb."""
    entries = [*DEFAULT_SCHEME, *(plan.scheme or [])]
    return {entry.status: colour for entry in entries if entry.status and (colour := rrggbb_of(entry.colour))}


def rrggbb_of(colour: str | None) -> str | None:
    """A colour as six small letters and digits; None where it is no such colour."""
    found = _RRGGBB.fullmatch(colour or "")
    return found.group(1).lower() if found else None


def text_colour_on(rrggbb: str) -> str:
    """Black or white, whichever has the greater contrast on a fill (relative luminance of WCAG 2.2)."""
    parts = [int(rrggbb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "000000" if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else "ffffff"
