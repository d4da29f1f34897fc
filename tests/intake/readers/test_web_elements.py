"""The colours of cells that a page gives by class, in its own style sheet."""

import pytest

from followthrough.intake.grid import Row
from followthrough.intake.readers.web import read_web_page

PAGE = (
    "<style>{style}</style><table><tr><th>Ref<th>Status</tr>"
    "<tr><td>1<td {cell}>Green</tr><tr><td>2<td>Red</tr></table>"
)


def fill_of(style, cell):
    rows = [
        item for item in read_web_page(PAGE.format(style=style, cell=cell).encode()) if isinstance(item, Row)
    ]
    assert rows[1].cells[0].fill is None
    return rows[1].cells[1].fill


@pytest.mark.parametrize(
    "style",
    [
        ".green { color: #fff; background: #00AA00; }",
        "td.green{background-color:#00aa00 !important}",
        "@media screen { p { color: red } } .red, .green { background: #00aa00 }",
        ".green { background: #ff0000 } .green { background: #00aa00 }",
    ],
)
def test_a_class_of_the_page_s_own_style_sheet_colours_its_cells(style):
    assert fill_of(style, 'class="rag green"') == "00aa00"


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        (".board .green { background: #00aa00 }", 'class="green"'),
        (".green { color: #00aa00 }", 'class="green"'),
        (".green { background: #00aa00 }", 'class="greenhouse"'),
        (".green { background: #00aa00", 'class="green"'),
    ],
)
def test_a_rule_of_another_kind_colours_nothing(style, cell):
    assert fill_of(style, cell) is None


def test_a_cell_s_own_colour_goes_before_its_class():
    assert fill_of(".green { background: #00aa00 }", 'class="green" style="background: #ff0000"') == "ff0000"
