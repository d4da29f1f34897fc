"""Real plans for the tests of intake, each read once a run."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from followthrough.intake.read import read_file
from followthrough.plan.document import PlanDocument

ReadSeed = Callable[[str], PlanDocument]


@pytest.fixture(scope="session")
def seed_path(corpus: Path) -> Callable[[str], Path]:
    """The file of the corpus with a number: "000" to "004"."""

    def find(number: str) -> Path:
        (path,) = (corpus / "seeds").glob(f"{number}_*")
        return path

    return find


@pytest.fixture(scope="session")
def read_seed(seed_path: Callable[[str], Path]) -> ReadSeed:
    """The plan in the file of the corpus with a number. Every test gets the same one: none may change it."""
    return cache(lambda number: read_file(seed_path(number)))
