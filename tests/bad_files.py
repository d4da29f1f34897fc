"""Makes the files that people send by mistake or in malice, small where it can be and without a real body."""

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pikepdf
import xlwt
from fpdf import FPDF

ROWS = [
    ["Ref", "Action", "Owner", "Due date", "Status"],
    ["A1", "Publish the plan", "Chief Executive", "March 2026", "On track"],
    ["A2", "Train the managers", "Head of Learning", "June 2026", "Complete"],
]
LONG_WORDS = 400_000
LONG = [*ROWS, ["A3", "word " * LONG_WORDS, "Chief Executive", "May 2026", "On track"]]
_PARTS = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "ods": "content.xml"}
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def good(kind: str) -> bytes:
    """A small plan as a file of this kind: what the bad ones are made of."""
    return {
        "xlsx": workbook, "docx": document, "ods": open_spreadsheet, "xls": old_workbook, "pdf": paper,
        "html": web_page, "mhtml": web_archive, "csv": delimited, "json": plan_document,
    }[kind]()  # fmt: skip


def workbook(rows: list[list[str]] = ROWS) -> bytes:
    book, stream = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(stream)
    return stream.getvalue()


def long_workbook() -> bytes:
    """A workbook with a longer cell than Excel itself can write."""
    long = LONG[-1][1].encode()
    return with_part(
        workbook([*ROWS, ["A3", "@long"]]), _PARTS["xlsx"], lambda part: part.replace(b"@long", long)
    )


def document(rows: list[list[str]] = ROWS) -> bytes:
    paper, stream = docx.Document(), BytesIO()
    table = paper.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    paper.save(stream)
    return stream.getvalue()


def open_spreadsheet(rows: list[list[str]] = ROWS) -> bytes:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    return _open_package(_open_content(lines))


def _open_content(rows: str, doctype: str = "") -> str:
    return (
        f"<?xml version='1.0'?>{doctype}<office:document-content {_NAMESPACES}><office:body>"
        f"<office:spreadsheet><table:table table:name='Plan'>{rows}</table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )


def _open_package(content: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", _SPREADSHEET)
        package.writestr("content.xml", content)
    return stream.getvalue()


def old_workbook(rows: list[list[str]] = ROWS) -> bytes:
    book, stream = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("Plan")
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write(at, column, text)
    book.save(stream)
    return stream.getvalue()


def paper(rows: list[list[str]] = ROWS) -> bytes:
    pdf = FPDF("landscape")
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    with pdf.table() as table:
        for row in rows:
            table.row(row)
    return bytes(pdf.output())


def web_page(rows: list[list[str]] = ROWS) -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<!doctype html><title>Plan</title><table>{lines}</table>".encode()


def web_archive(page: bytes | None = None) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="cut"\r\n\r\n--cut\r\n'
    return (
        head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + (page or web_page()) + b"\r\n--cut--\r\n"
    )


def delimited(rows: list[list[str]] = ROWS) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def plan_document() -> bytes:
    from followthrough.intake.read import read_bytes

    return read_bytes(delimited(), "plan.csv").model_dump_json().encode()


def with_part(content: bytes, part: str, put: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part changed; a part that was not there is added."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, put(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, put(b""))
    return stream.getvalue()


def bomb(kind: str) -> bytes:
    """A package of some 200 KB whose main part unpacks to 210 MB."""
    return with_part(good(kind), _PARTS[kind], lambda part: part + b" " * 210_000_000)


def lying_bomb() -> bytes:
    """A package whose directory says that its 210 MB are 1,000 bytes."""
    content = bomb("xlsx")
    with ZipFile(BytesIO(content)) as package:
        size = package.getinfo(_PARTS["xlsx"]).file_size
    return content.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def billion_laughs(kind: str) -> bytes:
    """A package whose main part is an entity that stands for a billion words."""
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return _with_doctype(kind, f'<!DOCTYPE x [<!ENTITY l0 "ha ">{entities}]>', "&l9;")


def outside_entity(kind: str, address: str) -> bytes:
    """A package whose main part asks for a file of the machine, or of another machine."""
    return _with_doctype(kind, f'<!DOCTYPE x [<!ENTITY out SYSTEM "{address}">]>', "&out;")


def _with_doctype(kind: str, doctype: str, entity: str) -> bytes:
    def put(part: bytes) -> bytes:
        head, mark, rest = part.rpartition(b"?>")
        body = rest if mark else part
        said = body.replace(b"Publish the plan", f"Publish {entity}".encode())
        return (head + mark if mark else b'<?xml version="1.0"?>') + doctype.encode() + said

    return with_part(good(kind), _PARTS[kind], put)


def encrypted_office() -> bytes:
    """What Office writes for a file with a password: an older container round an encrypted package."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500)
    )


def encrypted_old_workbook() -> bytes:
    """An older workbook whose first record says that what follows is encrypted."""
    content = old_workbook()
    at = content.index(b"\x09\x08\x10\x00\x00\x06")
    record = b"\x2f\x00\x36\x00" + bytes(54)
    after = at + 20
    return content[:after] + record + content[after + len(record) :]


def encrypted_paper() -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(paper())) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    return stream.getvalue()


def encrypted_open_spreadsheet() -> bytes:
    """A package whose content carries the mark of encryption."""
    content = bytearray(open_spreadsheet())
    at = content.rindex(b"content.xml", 0, content.index(b"PK\x01\x02")) - 30
    central = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    content[at + 6] |= 1
    content[central + 8] |= 1
    return bytes(content)


def with_macros(kind: str) -> bytes:
    """A workbook or a document with macros, as .xlsm and .docm hold them."""
    folder, main, plain, macros = {
        "xlsx": ("xl", "workbook", b"openxmlformats-officedocument.spreadsheetml.sheet", b"ms-excel.sheet"),
        "docx": (
            "word",
            "document",
            b"openxmlformats-officedocument.wordprocessingml.document",
            b"ms-word.document",
        ),
    }[kind]
    relation = (
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
    )
    relations = relation + b' Target="vbaProject.bin"/></Relationships>'
    changes = {
        f"{folder}/vbaProject.bin": lambda _: b"\0macro\0",
        f"{folder}/_rels/{main}.xml.rels": lambda part: part.replace(b"</Relationships>", relations),
        "[Content_Types].xml": lambda part: part.replace(
            plain + b".main+xml", macros + b".macroEnabled.main+xml"
        ).replace(
            b"</Types>",
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
    }
    content = good(kind)
    for part, change in changes.items():
        content = with_part(content, part, change)
    return content


def nested_web_page(depth: int) -> bytes:
    table = "<table><tr><td>" * depth + "deep" + "</td></tr></table>" * depth
    return web_page().replace(b"Publish the plan", table.encode())


def nested_document(depth: int) -> bytes:
    opened = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" * depth
    closed = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    nested = f"{opened}<w:p><w:r><w:t>deep</w:t></w:r></w:p>{closed}".encode()
    return with_part(document(), _PARTS["docx"], lambda part: part.replace(b"<w:tc>", b"<w:tc>" + nested, 1))


def many_pages(count: int) -> bytes:
    """The pages share one content, so that the file is small."""
    with pikepdf.open(BytesIO(paper())) as pdf:
        for _ in range(count - 1):
            pdf.pages.append(pdf.pages[0])
        stream = BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def changed_paper(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(paper())) as pdf:
        change(pdf)
        pdf.save(stream, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return stream.getvalue()


def _packed_blanks(count: int, times: int) -> bytes:
    """So many blanks, so many times over, packed once: after a full flush a block stands for itself."""
    blanks, packer = b" " * count, zlib.compressobj(9, wbits=-15)
    block = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    sum_of_all = 1
    for _ in range(times):
        sum_of_all = zlib.adler32(blanks, sum_of_all)
    return b"\x78\xda" + block * times + b"\x03\x00" + sum_of_all.to_bytes(4, "big")


def page_bomb(pages_before: int = 0, *, is_packed_twice: bool = False) -> bytes:
    """A page whose content unpacks to 1 GB, after so many good ones; packed twice nothing tells it before."""
    packed = _packed_blanks(10_000_000, times=100)
    filters = [pikepdf.Name.FlateDecode]
    if is_packed_twice:
        packed, filters = zlib.compress(packed), filters * 2

    def change(pdf: pikepdf.Pdf) -> None:
        for _ in range(pages_before):
            pdf.pages.append(pdf.pages[0])
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=pikepdf.Array(filters))
        pdf.pages[-1].Contents = stream

    return changed_paper(change)


def page_tree_that_turns_back() -> bytes:
    """Among the pages stands the list of the pages itself."""
    content = paper()
    at = content.index(b"/Kids [")
    end = content.index(b"]", at)
    return content[:at] + b"/Kids [1 0 R 1 0 R".ljust(end - at) + content[end:]


def drawing_within_itself() -> bytes:
    """A form that draws itself."""

    def change(pdf: pikepdf.Pdf) -> None:
        form = pikepdf.Stream(pdf, b"/Me Do /Me Do")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = [0, 0, 100, 100]
        form = pdf.make_indirect(form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
        page = pdf.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(Me=form)
        page.Contents = pikepdf.Stream(pdf, page.Contents.read_bytes() + b"\n/Me Do")

    return changed_paper(change)


def font_in_disorder() -> bytes:
    """A font whose widths, letters and program are not what they say."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        font.Widths = [pikepdf.Name.Wide, None, -1]
        font.FirstChar, font.LastChar = pikepdf.String("x"), 10**9
        font.ToUnicode = pikepdf.Stream(
            pdf,
            b"1 begincodespacerange <00> <FFFFFFFF> endcodespacerange\n"
            b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange",
        )
        font.DescendantFonts = [font]

    return changed_paper(change)


def huge_picture() -> bytes:
    """A page that is one picture of 60,000 by 60,000 points."""

    def change(pdf: pikepdf.Pdf) -> None:
        packer = zlib.compressobj(9)
        packed = packer.compress(bytes(60_000 * 750)) + packer.flush()
        picture = pikepdf.Stream(pdf, b"")
        picture.write(packed, filter=pikepdf.Name.FlateDecode)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height = 60_000, 60_000
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        page = pdf.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(Scan=picture)
        page.Contents = pikepdf.Stream(pdf, b"q 800 0 0 500 0 0 cm /Scan Do Q")

    return changed_paper(change)


def _sheet_with(before: bytes, after: bytes) -> bytes:
    """A workbook with `after` in place of the first such bytes of its sheet."""
    return with_part(workbook(), _PARTS["xlsx"], lambda part: part.replace(before, after, 1))


def boastful_sheet() -> bytes:
    return _sheet_with(b'ref="A1:E3"', b'ref="A1:XFD1048576"')


def stray_cell() -> bytes:
    cell = b'<c r="XFD1048576" t="inlineStr"><is><t>stray</t></is></c>'
    return _sheet_with(b"</sheetData>", b'<row r="1048576">' + cell + b"</row></sheetData>")


def merged_sheet() -> bytes:
    merge = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return _sheet_with(b"</sheetData>", b"</sheetData>" + merge)


def tall_workbook(cells: int) -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"/></row>' % (at, at, at) for at in range(4, cells // 2)
    )
    return _sheet_with(b"</sheetData>", rows + b"</sheetData>")


def tall_document(cells: int) -> bytes:
    row = b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * 10 + b"</w:tr>"
    more = row * (cells // 10) + b"</w:tbl>"
    return with_part(document(), _PARTS["docx"], lambda part: part.replace(b"</w:tbl>", more, 1))


def repeated_cell() -> bytes:
    cell = "<table:table-cell table:number-columns-repeated='1000000'><text:p>x</text:p></table:table-cell>"
    return _open_package(
        _open_content(f"<table:table-row table:number-rows-repeated='1000000'>{cell}</table:table-row>")
    )


def wide_web_page(columns: int, *, rows: int) -> bytes:
    return b"<table>" + (b"<tr>" + b"<td>x</td>" * columns + b"</tr>") * rows + b"</table>"


def wide_span() -> bytes:
    return web_page().replace(b"<td>A1", b"<td colspan=1000000000 rowspan=1000000000>A1")


def turned_letters() -> bytes:
    return delimited().replace(b"the plan", "the \u202e\u2066plan\u202c".encode())


def tags_without_end() -> bytes:
    return delimited([*ROWS, ["A3", "<p " * LONG_WORDS, "Chief Executive", "May 2026", "On track"]])


def rows_of_one_name() -> bytes:
    """An action whose owner goes on over 5,000 rows."""
    return b"\n".join(
        [*(b"\t".join(cell.encode() for cell in row) for row in ROWS), *[b"\t\tof the"] * 5_000]
    )


def styles_in_a_circle() -> bytes:
    """A document whose style builds on itself."""
    style = b'<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'

    def put(part: bytes) -> bytes:
        return part.replace(b"</w:styles>", style + b"</w:styles>")

    styled = with_part(document(), "word/styles.xml", put)
    mark = b'<w:pPr><w:pStyle w:val="Round"/></w:pPr>'
    return with_part(styled, _PARTS["docx"], lambda part: part.replace(b"<w:p>", b"<w:p>" + mark))


def parts_in_a_circle() -> bytes:
    """A document that names itself as one of its own parts."""
    relation = (
        b'<Relationship Id="rId99" Target="document.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
    )
    return with_part(
        document(),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(b"</Relationships>", relation + b"</Relationships>"),
    )
