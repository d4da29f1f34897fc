"""Signs that turn letters around are left out, and said."""

import json

import pytest

from followthrough.intake.formats import read_items
from followthrough.intake.grid import Row, Said
from followthrough.intake.read import read_bytes
from followthrough.intake.values.turned import TURNED_CODE

TURN, ISOLATE = "\u202e", "\u2066"


@pytest.mark.parametrize("sign", [TURN, ISOLATE])
def test_the_words_stay_as_they_are_written_and_the_sign_is_said_with_its_place(sign: str) -> None:
    items = read_items(f"Ref\tAction\nA1\tPay {sign}the plan\n".encode(), "plan.tsv")

    rows = [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]
    said = [(item.code, item.place.row) for item in items if isinstance(item, Said)]
    assert rows == [["Ref", "Action"], ["A1", "Pay the plan"]]
    assert said == [(TURNED_CODE, 2)]


def test_letters_of_other_alphabets_and_signs_that_turn_nothing_stay() -> None:
    text = "Café Ελλάδα שלום \u200f👩\u200d💻"
    (row,) = (it for it in read_items(f"A1\t{text}".encode(), "plan.tsv") if isinstance(it, Row))

    assert row.cells[1].text == text


@pytest.mark.parametrize("is_spelled_out", [True, False])
def test_a_plan_document_is_cleared_of_them_however_they_are_written(*, is_spelled_out: bool) -> None:
    document = {"title": f"Our {TURN}plan", "actions": [{"ref": "A1", "title": r"In \u202e words"}]}
    plan = read_bytes(json.dumps(document, ensure_ascii=is_spelled_out).encode(), "plan.json")

    assert plan.title == "Our plan"
    assert plan.actions[0].title == r"In \u202e words"
    assert [problem.code for problem in plan.problems] == [TURNED_CODE]
