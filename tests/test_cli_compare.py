"""The command that compares two versions: what it prints, where it writes, and its exit statuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from followthrough.cli import main

OLD = """Ref\tAction\tOwner\tDue date\tStatus\tUpdate
A1\tPublish the register of contracts\tHead of Parks\tMarch 2027\tOn track\tA draft is with the board.
A2\tTrain the managers in the new rules\tHead of Learning\tJune 2027\tOn track\tHalf of them are trained.
A3\tReport to the committee on grants\tChief Executive\tJuly 2027\tOn track\tThe outline was agreed in May.
"""
NEW = OLD.replace("March 2027", "May 2027").replace("On track\tHalf", "Complete\tHalf")


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "old.tsv", tmp_path / "new.tsv"
    for path, text in zip(paths, (OLD, NEW), strict=True):
        path.write_text(text)
    return paths


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)])


def test_it_prints_text_unless_asked_otherwise(versions: tuple[Path, Path]) -> None:
    result = run(*versions)

    assert result.exit_code == 0
    assert "The same 3 actions." in result.stdout
    assert "1 changed its status; 1 was completed; 1 moved its due date later." in result.stdout


def test_as_json_it_keeps_its_contract(versions: tuple[Path, Path]) -> None:
    result = run(*versions, "--format", "json")
    compared = json.loads(result.stdout)

    assert result.exit_code == 0
    assert {"old", "new", "summary", "changes"} <= compared.keys()
    (due,) = [change for change in compared["changes"] if change["field"] == "due"]
    assert (due["kind"], due["ref"], due["months"]["most"]) == ("moved", "A1", 2.0)


@pytest.mark.parametrize(
    ("form", "begins"), [("html", "<!doctype html>"), ("json", "{"), ("text", "new.tsv")]
)
def test_it_writes_to_a_file_and_then_says_nothing(
    versions: tuple[Path, Path], tmp_path: Path, form: str, begins: str
) -> None:
    out = tmp_path / "out"

    result = run(*versions, "--format", form, "--out", out)

    assert (result.exit_code, result.output) == (0, "")
    assert out.read_text().startswith(begins)


def test_a_file_that_cannot_be_read_is_one_sentence_and_status_2(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    result = run(versions[0], tmp_path / "missing.xlsx")

    assert result.exit_code == 2
    assert "missing.xlsx" in result.output
    assert result.stdout == ""


def test_the_order_of_the_two_decides_what_is_old(versions: tuple[Path, Path]) -> None:
    old, new = versions

    assert "moved its due date earlier" in run(new, old).stdout


def test_as_a_word_document_it_is_written_as_bytes(versions: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "changes.docx"

    result = run(*versions, "--format", "docx", "--out", out)

    assert (result.exit_code, result.output) == (0, "")
    assert out.read_bytes() == run(*versions, "--format", "docx").stdout_bytes
    assert out.read_bytes().startswith(b"PK")


def test_a_word_document_is_not_thrown_at_a_terminal(
    versions: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)

    result = run(*versions, "--format", "docx")

    assert result.exit_code == 2
    assert "can't be shown on a terminal. Name a file for it: --out changes.docx." in result.output


def test_a_word_document_that_cannot_be_written_is_one_sentence(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    result = run(*versions, "--format", "docx", "--out", tmp_path / "nowhere" / "changes.docx")

    assert result.exit_code == 2
    assert "can't be written" in result.output
