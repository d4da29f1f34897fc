"""The five real plans: how many actions each has, that no word is lost, and the two readings by hand."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from followthrough.outputs.plan.as_json import to_json
from followthrough.plan.document import PlanDocument
from tests.intake.conftest import ReadSeed

SEEDS = ["000", "001", "002", "003", "004"]
FIGURE = re.compile(r"^(\w[\w.]*) +(\d\.\d{3})$", re.MULTILINE)


@pytest.mark.parametrize(
    ("seed", "actions", "refs"),
    [("000", 44, 44), ("001", 44, 44), ("002", 295, 294), ("003", 28, 28), ("004", 6, 0)],
)
def test_each_plan_has_the_actions_that_a_person_counts(
    read_seed: ReadSeed, seed: str, actions: int, refs: int
) -> None:
    plan = read_seed(seed)

    assert len(plan.actions) == actions
    assert len({action.ref for action in plan.actions if action.ref}) == refs


@pytest.mark.parametrize("seed", SEEDS)
def test_every_action_has_a_title_and_the_place_that_it_was_read_from(read_seed: ReadSeed, seed: str) -> None:
    for action in read_seed(seed).actions:
        assert action.title.strip()
        assert action.where.row_first
        assert action.where.row_last
        assert action.where.row_first <= action.where.row_last


@pytest.mark.parametrize("seed", SEEDS)
def test_every_problem_says_its_place(read_seed: ReadSeed, seed: str) -> None:
    assert [problem for problem in read_seed(seed).problems if not problem.where.row_first] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_action_comes_out_of_a_header_that_is_printed_again(read_seed: ReadSeed, seed: str) -> None:
    plan = read_seed(seed)
    headings = {column.heading for column in plan.layout}

    assert not {action.title for action in plan.actions} & headings
    assert not {owner.name for action in plan.actions for owner in action.owners} & headings


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_printed_fits_the_published_format(read_seed: ReadSeed, plan_format: Path, seed: str) -> None:
    schema = json.loads((plan_format / "plan.schema.json").read_text())

    jsonschema.validate(json.loads(to_json(read_seed(seed))), schema)


@pytest.mark.parametrize("seed", ["000", "003"])
def test_a_reading_by_hand_agrees_in_every_figure(
    read_seed: ReadSeed, plan_format: Path, tmp_path: Path, seed: str
) -> None:
    figures = compare(
        plan_format, plan_format / "examples" / f"{seed}.reading.json", read_seed(seed), tmp_path
    )

    assert {"title", "owners", "due", "status", "update_text"} <= figures.keys()
    assert {name: figure for name, figure in figures.items() if figure < 1} == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_word_of_a_file_is_in_its_plan_document(
    read_seed: ReadSeed, seed_path: Callable[[str], Path], plan_format: Path, tmp_path: Path, seed: str
) -> None:
    nothing = tmp_path / "nothing.json"
    nothing.write_text('{"actions": []}')

    figures = compare(plan_format, nothing, read_seed(seed), tmp_path, seed_path(seed))

    assert figures["words_kept"] == 1


def test_two_runs_of_the_program_read_the_same(corpus: Path) -> None:
    assert read_with_hash_seed(corpus, "1") == read_with_hash_seed(corpus, "2")


def compare(
    plan_format: Path, reading: Path, plan: PlanDocument, folder: Path, *source: Path
) -> dict[str, float]:
    """The figures that the comparison beside the published format prints, 1 where all is equal."""
    written = folder / "plan.json"
    written.write_text(to_json(plan), encoding="utf-8")
    command = [sys.executable, str(plan_format / "compare.py"), str(reading), str(written), *map(str, source)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {name: float(figure) for name, figure in FIGURE.findall(printed)}


def read_with_hash_seed(corpus: Path, number: str) -> str:
    """All five plans as JSON, from a process in which sets have an order of their own."""
    code = (
        "import sys; from pathlib import Path; from followthrough.intake.read import read_file\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()): print(read_file(path).model_dump_json())"
    )
    command = [sys.executable, "-c", code, str(corpus / "seeds")]
    environment = {"PYTHONHASHSEED": number, "PATH": ""}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
