"""The rules of the house that no linter knows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import PROJECT

SOURCE = PROJECT / "src" / "followthrough"
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
JOURNEYS = PROJECT / "tests" / "journeys"
THIRD_PARTY = SOURCE / "site" / "static" / "vendor"
# Who reads the clock: the command line for its one run, and the site in one place.
CLOCK_READERS = {SOURCE / "cli" / "files.py", SOURCE / "site" / "clock.py"}
CLOCK = {"today", "now", "utcnow", "localtime", "localdate", "gmtime"}
SACKS = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base", "core"}
LONGEST_MODULE = 400
# So many words running are no accident: they were copied.
COPIED_WORDS = 8
# Capitals that stand before "Council" in the corpus without being a place.
NO_PLACES = {"Annual", "County", "December", "Full", "November", "Revised"}


def modules() -> list[Path]:
    """Our own modules; migrations are as Django writes them."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def texts() -> Iterator[Path]:
    """What ships and what is read about it, as text."""
    for path in [*PAGES, *sorted(SOURCE.rglob("*"))]:
        is_text = path.suffix in {".py", ".html", ".txt", ".md", ".css", ".js", ".toml", ".csv", ".svg"}
        if is_text and path.is_file() and THIRD_PARTY not in path.parents:
            yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def clock_calls(path: Path) -> list[str]:
    """Each call in the module that reads the machine's clock, not the site's, as file:line."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    asked = {call: ast.unparse(call.func) for call in calls if isinstance(call.func, ast.Attribute)}
    return [
        f"{name_of(path)}:{call.lineno}"
        for call, name in asked.items()
        if (name.rpartition(".")[2] in CLOCK and not name.startswith("clock.")) or name == "time.time"
    ]


def hasty_clicks(path: Path) -> list[str]:
    """Each click of a journey on a button or a link that waits for nothing, as file:line.

    What follows it may look at the page that is left. What stays on its page, as the link of an error's
    summary does, is no such click.
    """
    tree = ast.parse(path.read_text())
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.With)]
    waited = {
        id(node) for block in blocks if ".expect_" in ast.unparse(block.items[0]) for node in ast.walk(block)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in waited]
    asked = {call: ast.unparse(call) for call in calls if ast.unparse(call.func).endswith(".click")}
    stays = re.compile(r"summary|get_by_text\(")
    return [f"{name_of(path)}:{call.lineno}" for call, words in asked.items() if not stays.search(words)]


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return set(zip(*(words[start:] for start in range(COPIED_WORDS)), strict=False))


def test_the_clock_is_read_in_two_places_alone() -> None:
    read = [call for path in modules() if path not in CLOCK_READERS for call in clock_calls(path)]

    assert read == []


def test_the_search_for_clocks_finds_one(tmp_path: Path, monkeypatch) -> None:
    module = tmp_path / "late.py"
    module.write_text("from datetime import date\n\nday = date.today()\nsites = clock.today()\n")
    monkeypatch.setattr("tests.test_house.PROJECT", tmp_path)

    assert clock_calls(module) == ["late.py:3"]


def test_no_journey_looks_at_the_page_that_it_leaves() -> None:
    """A browser on a busy machine is still on the old page when the next line asks what stands on it."""
    assert [place for path in sorted(JOURNEYS.glob("*.py")) for place in hasty_clicks(path)] == []


def test_no_module_has_outgrown_one_idea() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_module_is_a_sack() -> None:
    assert [name_of(path) for path in modules() if path.stem in SACKS] == []


def test_no_sentence_of_a_real_plan_is_ours(corpus: Path) -> None:
    real = set().union(*(runs_of_words(path.read_text()) for path in (corpus / "seeds").iterdir()))
    copied = {name_of(path): runs_of_words(path.read_text()) & real for path in texts()}

    assert {name: sorted(runs)[:3] for name, runs in copied.items() if runs} == {}


def test_no_real_council_is_named(corpus: Path) -> None:
    seeds = " ".join(path.read_text() for path in (corpus / "seeds").iterdir())
    places = set(re.findall(r"\b([A-Z][a-z]{3,})(?= Council\b)|\b([A-Z][a-z]+shire)\b", seeds))
    names = {place for pair in places for place in pair if place} - NO_PLACES
    named = re.compile(r"\b(" + "|".join(sorted(names)) + r")\b")

    assert names
    assert [name_of(path) for path in texts() if named.search(path.read_text())] == []


def test_no_ref_of_a_real_plan_is_ours(corpus: Path) -> None:
    seeds = " ".join(path.read_text() for path in (corpus / "seeds").iterdir())
    refs = set(re.findall(r"\b[A-Z]{2,}\.[A-Z]\d+\.\d+\w?\b", seeds))
    borrowed = {name_of(path): refs & set(re.findall(r"[\w.]*\w", path.read_text())) for path in texts()}

    assert refs
    assert {name: sorted(found)[:3] for name, found in borrowed.items() if found} == {}


def test_nothing_names_a_path_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w.])/(root|work|home)/[a-z]")

    assert [name_of(path) for path in texts() if machine.search(path.read_text())] == []


def test_locks_hold_names_versions_and_hashes_and_no_addresses() -> None:
    locks = [*sorted((PROJECT / "requirements").iterdir()), PROJECT / "package-lock.json"]
    address = re.compile(r'"resolved"|^--|@ \w+://', re.MULTILINE)

    assert [name_of(path) for path in locks if address.search(path.read_text())] == []


def test_each_dependency_says_what_it_is_for() -> None:
    settings = (PROJECT / "pyproject.toml").read_text()
    dependencies = tomllib.loads(settings)["project"]["dependencies"]
    silent = [name for name in dependencies if not re.search(re.escape(f'"{name}"') + r", +# \w", settings)]

    assert silent == []
