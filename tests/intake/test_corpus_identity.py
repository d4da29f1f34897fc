"""Title, body and day of the documents of other bodies, against what a careful officer says of them.

A document without a table that is found is left out: what it is called can't be asked.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.read import read_file
from followthrough.plan.document import PlanDocument

# Of those that are read, so many may be wrong in each.
FEW = 0.1


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def is_like(said: str | None, wanted: list[str | None]) -> bool:
    """Whether a name is one of those, or most of one."""
    if said is None:
        return None in wanted
    pairs = [sorted((letters(said), letters(each)), key=len) for each in wanted if each]
    return any(short in long and len(short) >= 0.6 * len(long) for short, long in pairs)


def is_of(said: date | None, wanted: dict[str, str] | None) -> bool:
    if said is None or wanted is None:
        return said is None and wanted is None
    return wanted["earliest"] <= said.isoformat() <= wanted["latest"]


@pytest.fixture(scope="module")
def read(corpus: Path) -> list[tuple[PlanDocument, dict]]:
    folder = corpus / "tables"
    found = []
    for name, wanted in json.loads((folder / "identity.json").read_text()).items():
        try:
            found.append((read_file(folder / name), wanted))
        except UnreadableFileError:
            continue
    assert len(found) >= 15
    return found


@pytest.mark.parametrize("field", ["title", "organisation"])
def test_nine_of_ten_names_are_right(read: list[tuple[PlanDocument, dict]], field: str) -> None:
    wrong = [
        (getattr(plan, field), wanted[field])
        for plan, wanted in read
        if not is_like(getattr(plan, field), wanted[field] or [None])
    ]

    assert len(wrong) <= FEW * len(read), wrong


def test_nine_of_ten_days_are_right(read: list[tuple[PlanDocument, dict]]) -> None:
    wrong = [(plan.as_at, wanted["as_at"]) for plan, wanted in read if not is_of(plan.as_at, wanted["as_at"])]

    assert len(wrong) <= FEW * len(read), wrong
