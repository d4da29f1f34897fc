"""Each page leads somewhere, and each choice and each setting has a page."""

import re
from pathlib import Path

from followthrough.outputs.report.kinds import KINDS
from followthrough.site.environment import Environment
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


# Levels 1 and 2 of OWASP's list, 4.0.3: the numbers of each section.
REQUIREMENTS = """
1.1:1-7 1.2:1-4 1.4:1,4,5 1.5:1-4 1.6:1-4 1.7:1,2 1.8:1,2 1.9:1,2 1.10:1 1.11:1,2 1.12:2 1.14:1-6
2.1:1-12 2.2:1-3 2.3:1-3 2.4:1-5 2.5:1-7 2.6:1-3 2.7:1-6 2.8:1-7 2.9:1-3 2.10:1-4
3.1:1 3.2:1-4 3.3:1-4 3.4:1-5 3.5:1-3 3.7:1 4.1:1-3,5 4.2:1,2 4.3:1-3
5.1:1-5 5.2:1-8 5.3:1-10 5.4:1-3 5.5:1-4 6.1:1-3 6.2:1-6 6.3:1,2 6.4:1,2
7.1:1-4 7.2:1,2 7.3:1,3,4 7.4:1-3 8.1:1-4 8.2:1-3 8.3:1-8 9.1:1-3 9.2:1-4 10.2:1,2 10.3:1-3 11.1:1-8
12.1:1-3 12.2:1 12.3:1-6 12.4:1,2 12.5:1,2 12.6:1 13.1:1,3-5 13.2:1-3,5,6 13.3:1,2 13.4:1,2
14.1:1-4 14.2:1-6 14.3:2,3 14.4:1-7 14.5:1-4
"""


def numbers_in(words: str) -> list[int]:
    """The numbers that "1-3,5" or "1.2.1 to 1.2.3" stand for."""
    ends = [(int(first), int(last or first)) for first, last in re.findall(r"(\d+)(?:-(\d+))?", words)]
    return [number for first, last in ends for number in range(first, last + 1)]


def test_the_page_on_safety_answers_each_requirement_once() -> None:
    asked = []
    for part in REQUIREMENTS.split():
        section, numbers = part.split(":")
        asked += [f"{section}.{number}" for number in numbers_in(numbers)]
    cells = re.findall(r"^\| (\d[^|]+) \|", (DOCS / "security.md").read_text(), flags=re.MULTILINE)
    answered = []
    for words in re.split(r", ", ", ".join(cells)):
        first, _, last = words.partition(" to ")
        section, _, number = first.rpartition(".")
        answered += [f"{section}.{each}" for each in numbers_in(f"{number}-{(last or first).split('.')[-1]}")]

    assert sorted(answered) == sorted(asked)


def test_each_kind_of_report_has_a_page_with_a_small_picture_of_it() -> None:
    guide, pictures = DOCS / "guide", DOCS / "pictures" / "reports"
    index = (guide / "reports.md").read_text()

    for kind in KINDS:
        page = (guide / "reports" / f"{kind.name}.md").read_text()
        assert f"(reports/{kind.name}.md)" in index
        assert f"reports/{kind.name}.png)" in page
        assert f"followthrough report PLAN {kind.name} " in page
        assert (pictures / f"{kind.name}.png").stat().st_size < 80_000


def test_each_test_that_the_page_on_safety_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (DOCS / "security.md").read_text()))
    tests = "\n".join(path.read_text() for path in (PROJECT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", tests, flags=re.MULTILINE))

    assert sorted(named - there) == []
    assert len(named) >= 80
