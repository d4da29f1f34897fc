"""How files are spoilt at random, and what counts as a word that no file had."""

from random import Random

import pytest
from fuzz import invented_words
from mutations import PLAIN, Mutation, spoil

from followthrough.intake.grid import Cell, Item, Place, Row
from followthrough.plan.document import Action, PlanDocument
from tests.bad_files import good

ITEMS: list[Item] = [Row((Cell("A1"), Cell("Publish guide"), Cell("lines")), Place(row=1))]


def plan(title: str) -> PlanDocument:
    return PlanDocument(actions=[Action(title=title)])


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf", "csv"])
def test_a_number_tells_a_spoilt_file_again(kind: str) -> None:
    content = good(kind)

    assert spoil(content, Random(7)) == spoil(content, Random(7))
    assert len({spoil(content, Random(seed)) for seed in range(20)}) > 15


@pytest.mark.parametrize("mutation", PLAIN, ids=lambda mutation: mutation.__name__)
def test_each_way_to_spoil_changes_a_file(mutation: Mutation) -> None:
    content = good("html")

    assert any(mutation(content, Random(seed)) != content for seed in range(5))


def test_a_word_that_the_file_lacks_is_invented() -> None:
    assert invented_words(plan("Publish the guide"), ITEMS) == {"the"}


def test_a_word_of_two_halves_is_not_invented() -> None:
    assert invented_words(plan("Publish guidelines"), ITEMS) == set()
