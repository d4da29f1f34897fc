"""Each page leads somewhere, and each choice and each setting has a page."""

import re
from pathlib import Path

from followthrough.site.settings import Environment
from tests.conftest import PROJECT

DOCS = PROJECT / "docs"
PAGES = [*sorted(PROJECT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def name_of(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_the_pages_a_newcomer_looks_for_are_there() -> None:
    wanted = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/glossary.md", "docs/status.md"]

    assert [page for page in wanted if not (PROJECT / page).is_file()] == []


def test_each_link_and_picture_of_a_page_leads_to_a_file() -> None:
    links = {
        (page, link) for page in PAGES for link in re.findall(r"\]\(([^)#:\s]+)[^):]*\)", page.read_text())
    }

    assert [
        f"{name_of(page)}: {link}" for page, link in sorted(links) if not (page.parent / link).exists()
    ] == []


def test_each_decision_says_its_state_why_what_and_what_follows() -> None:
    parts = ["Status: ", "## Context", "## Decision", "## Consequences"]
    short = {name_of(page): [part for part in parts if part not in page.read_text()] for page in DECISIONS}

    assert {page: missing for page, missing in short.items() if missing} == {}


def test_each_decision_has_its_own_number() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS]

    assert numbers == sorted(set(numbers))


def test_each_setting_has_a_line_in_the_guide() -> None:
    page = (DOCS / "guide" / "settings.md").read_text()
    names = [
        f"FOLLOWTHROUGH_{name.upper()}" if field.validation_alias is None else str(field.validation_alias)
        for name, field in Environment.model_fields.items()
    ]

    assert [name for name in names if f"`{name}`" not in page] == []


def test_each_command_of_make_is_in_the_guide_for_contributors() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE)
    page = (PROJECT / "CONTRIBUTING.md").read_text()

    assert [target for target in targets if f"`make {target}`" not in page] == []


def test_each_rule_is_in_the_index_of_the_rules() -> None:
    index = (DOCS / "rules" / "README.md").read_text()
    pages = [page.name for page in (DOCS / "rules").glob("*.md") if page.name != "README.md"]

    assert [page for page in sorted(pages) if f"({page})" not in index] == []


def test_each_test_that_the_page_on_safety_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (DOCS / "security.md").read_text()))
    tests = "\n".join(path.read_text() for path in (PROJECT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", tests, flags=re.MULTILINE))

    assert sorted(named - there) == []
    assert len(named) >= 80
