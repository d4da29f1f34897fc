"""A return that was filled in as a spreadsheet: its rows, known again by their keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from followthrough.intake.grid import Item, Row, UnreadableFileError
from followthrough.plan.return_boxes import BOXES, ROW_KEY, WITNESSES

_DOWNLOAD_AGAIN = "Download your return again, and copy what you wrote into it."


@dataclass(frozen=True)
class FilledRow:
    """One row as it was filled in: where it stands, its key, and the words in its boxes, named as in BOXES.

    `stated` is what it says beside its key of the action that it is about, named as in WITNESSES. A box or
    a witness whose column was taken out of the sheet is left out. The key is empty where a row has lost it.
    """

    row: int
    key: str
    boxes: dict[str, str]
    stated: dict[str, str] = field(default_factory=dict)


def read_return_sheet(items: Sequence[Item]) -> list[FilledRow]:
    """The rows of a return in what a reader made of a file, wherever its columns and rows were moved.

    Raises UnreadableFileError where the headings are gone, where two rows have one key and say the same
    action, and where a row has words and neither a key nor an action.
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
    boxes_at = {box: columns[heading] for box, heading in BOXES.items() if heading in columns}
    stated_at = {name: columns[heading] for name, heading in WITNESSES.items() if heading in columns}
    for row in rows:
        texts = dict(enumerate(_texts(row)))
        filled = FilledRow(
            row.place.row or 0,
            texts.get(columns[ROW_KEY], ""),
            {box: texts.get(at, "") for box, at in boxes_at.items()},
            {name: texts.get(at, "") for name, at in stated_at.items()},
        )
        has_words = any(filled.boxes.values())
        if not filled.key and has_words and not (filled.stated.get("ref") or filled.stated.get("title")):
            raise UnreadableFileError(
                f"Row {filled.row} was added, so it belongs to no action of yours. "
                "Take it out and try again; new actions are asked for from the programme office."
            )
        if filled.key or has_words:
            yield filled


def _refuse_doubles(filled: Sequence[FilledRow]) -> None:
    """One key for two actions is asked about later; which of two alike is meant, nobody can tell."""
    seen: dict[tuple[str, ...], int] = {}
    for row in filled:
        known = (row.key, *row.stated.values())
        if known in seen:
            raise UnreadableFileError(
                f"Rows {seen[known]} and {row.row} are the same action. Take one of them out and try again."
            )
        seen[known] = row.row
