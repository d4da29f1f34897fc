"""Two real versions of one plan, against the list of their differences that a person made."""

import re
from pathlib import Path

import pytest

from followthrough.compare import Comparison, compare, count
from followthrough.intake.read import read_file
from tests.compare.plans import refs


@pytest.fixture(scope="module")
def comparison(corpus: Path) -> Comparison:
    (old,), (new,) = ((corpus / "seeds").glob(f"{number}_*") for number in ("000", "001"))
    return compare(read_file(old), read_file(new))


@pytest.fixture(scope="module")
def told(corpus: Path) -> str:
    """What the person wrote, on one line."""
    return " ".join((corpus / "differences-000-001.md").read_text().split())


def refs_in(words: str) -> set[str]:
    """The refs of a list such as "2, 3, 33-39"."""
    found = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", words):
        found |= {str(number) for number in range(int(first), int(last or first) + 1)}
    return found


def after(told: str, words: str) -> set[str]:
    return refs_in(told.partition(words)[2].partition(".")[0])


def with_update(comparison: Comparison, kind: str) -> set[str]:
    return {
        pair.new.ref or ""
        for pair in comparison.changed
        if any(change.kind == kind for change in pair.changed("update"))
    }


def test_the_same_actions_are_in_both(comparison: Comparison) -> None:
    figures = count(comparison)

    assert (figures.in_both, figures.added, figures.gone, figures.unsure) == (44, 0, 0, 0)
    assert {pair.matched_by for pair in comparison.pairs} == {"ref"}


def test_no_title_date_or_owner_has_changed(comparison: Comparison) -> None:
    changed = {change.field for pair in comparison.pairs for change in pair.changes}

    assert changed == {"status", "update", "link"}


def test_the_statuses_changed_as_told(comparison: Comparison, told: str) -> None:
    statuses: dict[str, set[str]] = {}
    for pair in comparison.changed:
        for change in pair.changed("status"):
            assert change.old is None
            statuses.setdefault(change.new or "", set()).add(pair.new.ref or "")

    for words in ("In progress", "Ongoing", "Complete"):
        (listed,) = re.findall(rf"([\d, ]+) blank -> {words}", told)
        assert statuses[words] == refs_in(listed)
    assert count(comparison).gained_status == 8
    assert count(comparison).completed == 1


@pytest.mark.parametrize(
    ("words", "kind", "number"), [("Text new:", "added", 17), ("Text changed:", "changed", 3)]
)
def test_the_texts_are_new_and_changed_as_told(
    comparison: Comparison, told: str, words: str, kind: str, number: int
) -> None:
    assert with_update(comparison, kind) == after(told, words)
    assert len(after(told, words)) == number


def test_the_texts_that_are_unchanged_are_those_told(comparison: Comparison, told: str) -> None:
    kept = {pair.new.ref for pair in comparison.unchanged if pair.new.updates[0].text}

    assert kept == after(told, "Unchanged:")
    assert with_update(comparison, "copied") | with_update(comparison, "removed") == set()


def test_the_rest_has_no_text_in_either(comparison: Comparison) -> None:
    silent = [pair for pair in comparison.unchanged if not pair.new.updates[0].text]

    assert len(refs(silent)) == 44 - 17 - 3 - 3
