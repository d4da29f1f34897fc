"""A return that was filled in as a spreadsheet: its rows, known again by their keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from followthrough.intake.grid import Item, Row, UnreadableFileError
from followthrough.plan.return_boxes import BOXES, ROW_KEY

_DOWNLOAD_AGAIN = "Download your return again, and copy what you wrote into it."


@dataclass(frozen=True)
class FilledRow:
    """One row as it was filled in: where it stands, its key, and the words in its boxes, named as in BOXES.

    A box whose column was taken out of the sheet is left out.
    """

    row: int
    key: str
    boxes: dict[str, str]


def read_return_sheet(items: Sequence[Item]) -> list[FilledRow]:
    """The rows of a return in what a reader made of a file, wherever its columns and rows were moved.

    Raises UnreadableFileError where the headings or the keys are gone, and where two rows have one key.
    """
    rows = [item for item in items if isinstance(item, Row)]
    start = next((at for at, row in enumerate(rows) if ROW_KEY in _texts(row)), None)
    if start is None:
        raise UnreadableFileError(f"This is not a return that was downloaded here. {_DOWNLOAD_AGAIN}")
    columns = {text: at for at, text in enumerate(_texts(rows[start])) if text}
    sheet = rows[start].place.sheet
    filled = list(_filled([row for row in rows[start + 1 :] if row.place.sheet == sheet], columns))
    _refuse_doubles(filled)
    return filled


def _texts(row: Row) -> list[str]:
    return [cell.text.strip() for cell in row.cells]


def _filled(rows: Sequence[Row], columns: dict[str, int]) -> Iterator[FilledRow]:
    places = {box: columns[heading] for box, heading in BOXES.items() if heading in columns}
    for row in rows:
        texts = dict(enumerate(_texts(row)))
        key = texts.get(columns[ROW_KEY], "")
        boxes = {box: texts.get(at, "") for box, at in places.items()}
        if not key and any(boxes.values()):
            raise UnreadableFileError(
                f"Row {row.place.row} was added, so it belongs to no action of yours. "
                "Take it out and try again; new actions are asked for from the programme office."
            )
        if key:
            yield FilledRow(row.place.row or 0, key, boxes)


def _refuse_doubles(filled: Sequence[FilledRow]) -> None:
    seen: dict[str, int] = {}
    for row in filled:
        if row.key in seen:
            raise UnreadableFileError(
                f"Rows {seen[row.key]} and {row.row} are the same action. Take one of them out and try again."
            )
        seen[row.key] = row.row
