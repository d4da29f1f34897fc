"""What is drawn on a page of a PDF beside its words: boxes, lines cell by cell, a watermark."""

from fpdf import FPDF

from followthrough.intake.grid import Gap, Line, Row
from followthrough.intake.readers.pdf import read_pdf

LEFTS = (40, 80, 240, 360, 460, 560)
HEADER = ["Ref", "Action", "Lead", "Start", "End"]
ROWS = [
    ["P1", "Mend the bandstand", "Parks Manager", "May 2026", "July 2026"],
    ["P2", "Open the paddling pool", "Head of Leisure", "June 2026", "August 2026"],
    ["P3", "Plant the quay", "Tree Officer", "May 2026", "October 2026"],
]


def paper():
    pdf = FPDF("landscape", "pt", "a4")
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    return pdf


def boxed(pdf, row, top, style="D"):
    for left, right, text in zip(LEFTS, LEFTS[1:], row, strict=False):
        pdf.rect(left, top, right - left, 24, style=style)
        pdf.text(left + 4, top + 14, text)


def texts(pdf):
    return [
        [cell.text for cell in item.cells] for item in read_pdf(bytes(pdf.output())) if isinstance(item, Row)
    ]


def test_the_strokes_of_a_watermark_part_no_columns():
    pdf = paper()
    for at, row in enumerate([HEADER, *ROWS]):
        boxed(pdf, row, 60 + 24 * at)
    for x in (150, 300, 420):
        pdf.polygon([(x, 80), (x + 60, 60), (x + 70, 140), (x + 10, 160)], style="D")

    assert texts(pdf) == [HEADER, *ROWS]


def test_rows_below_boxes_that_hold_but_headings_stand_in_their_columns():
    pdf = paper()
    pdf.set_fill_color(230, 230, 230)
    boxed(pdf, HEADER, 60, style="DF")
    for at, row in enumerate(ROWS):
        for left, right, text in zip(LEFTS, LEFTS[1:], row, strict=False):
            first, _, rest = text.partition(" ")
            pdf.text(left + 4, 98 + 30 * at, first)
            pdf.text(left + 4, 108 + 30 * at, rest)
            pdf.line(left, 113 + 30 * at, right, 113 + 30 * at)

    assert texts(pdf) == [HEADER, *ROWS]


def test_a_name_that_had_room_in_the_line_above_is_an_owner_of_its_own():
    pdf = paper()
    for top, height, cells in (
        (60, 24, HEADER),
        (
            84,
            40,
            ["P1", "Mend the bandstand and the\nsteps of the quay", "Parks Manager\nTree Officer", "", ""],
        ),
        (124, 40, ["P2", "Open the paddling pool", "Head of Arts, Parks and\nTowns", "", ""]),
    ):
        for left, right, text in zip(LEFTS, LEFTS[1:], cells, strict=False):
            pdf.rect(left, top, right - left, height)
            for at, line in enumerate(text.split("\n")):
                pdf.text(left + 4, top + 14 + 11 * at, line)
    (_, first, second) = texts(pdf)

    assert first[1:3] == ["Mend the bandstand and the steps of the quay", "Parks Manager\n Tree Officer"]
    assert second[2] == "Head of Arts, Parks and Towns"


def test_what_stands_below_a_table_in_prose_is_no_row_of_it():
    pdf = paper()
    pdf.set_fill_color(230, 230, 230)
    boxed(pdf, HEADER, 60, style="DF")
    pdf.text(
        44,
        110,
        "The board saw this plan in May and asked that the next one say what each of the works costs.",
    )
    items = read_pdf(bytes(pdf.output()))

    assert [item.text[:9] for item in items if isinstance(item, Line)] == ["The board"]


def test_the_last_line_of_a_tall_cell_belongs_to_its_row_where_short_cells_stand_half_way_down():
    pdf = paper()
    for at, row in enumerate([HEADER, *ROWS]):
        top = 60 + 40 * at
        for left, right, text in zip(LEFTS, LEFTS[1:], row, strict=False):
            is_tall = at and left == LEFTS[1]
            first, _, rest = text.partition(" ")
            pdf.text(left + 4, top + (11 if is_tall else 20), first if is_tall else text)
            if is_tall:
                pdf.text(left + 4, top + 29, rest)
            pdf.line(left, top + 38, right, top + 38)

    assert [[" ".join(text.split()) for text in row] for row in texts(pdf)] == [HEADER, *ROWS]


def test_every_second_row_in_colour_leaves_the_others_rows_and_a_cell_down_several_of_them_one():
    pdf = paper()
    groups = ["Parks", "", "", "Harbour", ""]
    rows = [*ROWS, ["H1", "Dredge the basin", "Harbour Master", "May 2026", "June 2026"]]
    rows.append(["H2", "Paint the light", "Harbour Master", "June 2026", "July 2026"])
    for at, row in enumerate([["Part", *HEADER[1:]], *rows]):
        top, is_coloured = 60 + 30 * at, at % 2 == 0
        pdf.set_fill_color(*((20, 60, 120) if not at else (225, 230, 240)))
        for left, right, text in zip(
            LEFTS, LEFTS[1:], [groups[at - 1] if at else "Part", *row[1:]], strict=False
        ):
            if is_coloured and (left > LEFTS[0] or not at):
                pdf.rect(left, top, right - left, 30, style="F")
            pdf.text(left + 4, top + 14, text)
    items = [item for item in read_pdf(bytes(pdf.output())) if isinstance(item, Row)]

    assert [[cell.text for cell in item.cells][1:] for item in items] == [
        HEADER[1:],
        *(row[1:] for row in rows),
    ]
    assert [item.cells[0].text for item in items] == ["Part", *groups]
    assert [item.cells[0].goes_on for item in items[1:]] == [False, True, True, False, True]


def test_a_table_right_below_one_of_other_columns_is_another():
    pdf = paper()
    for at, row in enumerate([["Answer", "Meaning"], ["Agreed", "All of it will be done"]]):
        boxed(pdf, row, 60 + 24 * at)
    for at, row in enumerate([HEADER, *ROWS]):
        boxed(pdf, row, 120 + 24 * at)

    assert [type(item) for item in read_pdf(bytes(pdf.output()))] == [Row, Row, Gap, Row, Row, Row, Row, Gap]
