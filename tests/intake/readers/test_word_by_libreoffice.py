"""Older Word documents are read by way of LibreOffice; a small program stands for it here."""

import stat
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest

from followthrough.intake.grid import Row, Said, UnreadableFileError
from followthrough.intake.readers import word
from followthrough.intake.readers.word import read_old_word


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program that stands for LibreOffice: what is written to the file runs."""
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    return program


def add(office: Path, source: str) -> None:
    office.write_text(office.read_text() + source)


def test_the_document_is_read_as_libreoffice_turned_it_and_that_is_said(office: Path, tmp_path: Path) -> None:
    document, stream = docx.Document(), BytesIO()
    document.add_table(1, 2).rows[0].cells[0].text = "Ref"
    document.save(stream)
    (tmp_path / "turned").write_bytes(stream.getvalue())
    add(office, f"import shutil; shutil.copy({str(tmp_path / 'turned')!r}, 'plan.docx')\n")

    said, row, _ = read_old_word(b"older")

    assert isinstance(said, Said)
    assert isinstance(row, Row)
    assert (said.code, row.cells[0].text) == ("turned_into_docx", "Ref")


def test_libreoffice_is_told_to_run_no_macros_and_to_open_no_window(office: Path, tmp_path: Path) -> None:
    add(
        office,
        "import sys; from pathlib import Path\n"
        f"out = Path({str(tmp_path / 'seen')!r})\n"
        "out.write_text(' '.join(sys.argv) + Path('profile/user/registrymodifications.xcu').read_text())\n",
    )

    with pytest.raises(UnreadableFileError):
        read_old_word(b"older")

    seen = (tmp_path / "seen").read_text()
    assert "--headless" in seen
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in seen
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in seen


@pytest.mark.parametrize("source", ["raise SystemExit(1)\n", "pass\n", "import time; time.sleep(60)\n"])
def test_a_document_that_libreoffice_cannot_open_is_refused(
    office: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "_LONGEST_SECONDS", 1)
    add(office, source)

    with pytest.raises(UnreadableFileError, match="open it in Word, save it"):
        read_old_word(b"older")


def test_without_libreoffice_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(
        UnreadableFileError, match="LibreOffice is installed, and it is not here: save the file"
    ):
        read_old_word(b"{\\rtf1 plan}")
