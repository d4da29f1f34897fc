"""Pictures for paper: in a typeface that is there, and as pixels for Word, which draws no SVG of its own."""

import re

import typst

from followthrough.outputs.pictures.picture import Picture
from followthrough.outputs.plan.pdf_letters import typefaces

# Of this typeface the engine shows 500 and 600 as they are, and all others as the thinnest.
_FAMILY = re.compile(r'font-family="[^"]*"')
_TEMPLATE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 470pt)"""
_DOTS_AN_INCH = 200
# Centimetres: no picture is higher, so that it has room on a page with its caption.
_HIGHEST = 21.5
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def svg_on_paper(picture: Picture) -> str:
    """The picture as it is drawn wide, in the typeface of our PDFs: no other is looked for."""
    return _FAMILY.sub('font-family="\'Source Sans 3\'" font-weight="500"', str(picture.wide), count=1)


def width_on_paper(picture: Picture, room: float) -> float:
    """How many centimetres of `room` it is wide, so that it is not too high for a page."""
    found = _BOX.search(str(picture.wide))
    assert found is not None
    width, height = map(float, found.groups())
    return min(room, _HIGHEST * width / height)


def png_of(picture: Picture) -> bytes:
    """The same in pixels, 470 points wide."""
    svg = svg_on_paper(picture)
    return typst.compile(
        _TEMPLATE, format="png", ppi=_DOTS_AN_INCH, sys_inputs={"svg": svg}, font_paths=typefaces()
    )
