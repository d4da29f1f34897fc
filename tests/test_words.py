"""What no officer says stands on no page, in no message, in no letter and nowhere in the guide."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import PROJECT
from tests.test_house import SOURCE, modules, name_of

# Each phrase, and what is said in its place.
RETIRED = {
    r"\b(?:take|takes|taken|took|taking) (?:it |them |the plan |the file )?in(?:to)?\b": "add, added",
    r"\bLeave it\b(?! empty)": "cancel",
    r"\bwould settle it\b": "to clear this",
    r"\b[Ww]e doubt\b": "need an answer",
    r"\bkept here\b": "not sent",
    r"\b[Gg]race (?:ends?|ended|is over|period)\b": "last day we accept late returns",
    r"\b[Cc]hanges? (?:is |are )?asked for\b|\basked for (?:a )?changes?\b": "change requests",
    r"\b[Nn]obody with an account\b": "no one to ask",
}


def messages_in(source: str) -> Iterator[str]:
    """The texts in a module that somebody may read: its strings, without what explains the code."""
    tree = ast.parse(source)
    explaining = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node.value


def without_comments(template: str) -> str:
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", template, flags=re.DOTALL)


def shown_texts() -> Iterator[tuple[Path, str]]:
    """What people read, each with its file. The reader's own lists are words of plans, and left out."""
    for path in modules():
        if SOURCE / "intake" not in path.parents:
            yield from ((path, text) for text in messages_in(path.read_text()))
    for path in sorted(SOURCE.rglob("*.html")):
        yield path, without_comments(path.read_text())
    for path in [PROJECT / "README.md", *sorted((PROJECT / "docs" / "guide").glob("*.md"))]:
        yield path, path.read_text()


def retired_in(text: str) -> list[str]:
    """Each retired phrase of a text, with what is said in its place."""
    return [
        f"“{match[0]}” (say: {instead})"
        for phrase, instead in RETIRED.items()
        for match in re.finditer(phrase, text)
    ]


def test_nothing_that_people_read_says_what_no_officer_says() -> None:
    found = [f"{name_of(path)}: {each}" for path, text in shown_texts() for each in retired_in(text)]

    assert found == []


def test_the_search_finds_a_message_and_leaves_what_explains_the_code() -> None:
    source = '"""What is taken in."""\nSAID = "The plan was taken in."\n'

    assert [found for text in messages_in(source) for found in retired_in(text)] == [
        "“taken in” (say: add, added)"
    ]
    assert retired_in(without_comments("{% comment %}Leave it.{% endcomment %}Leave it empty.")) == []
