"""A file is read in a process of its own, which has limits and ends with whoever asked."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.read import read_bytes
from followthrough.intake.sandbox.reading import (
    Limits,
    ReaderFailedError,
    read_file_sandboxed,
    read_sandboxed,
)
from tests.conftest import PROJECT

DOCUMENTS = Path(__file__).parents[2] / "documents"
PLAN = b"Ref\tAction\tOwner\tDue date\nA1\tPublish the plan\tChief Executive\tMarch 2026\n"
# Time enough for any machine, so that nothing hangs.
PATIENCE = 60


def run(program: str, order: bytes = b"") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        input=order.decode(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def pages(count: int) -> bytes:
    pdf = FPDF()
    for _ in range(count):
        pdf.add_page()
    return bytes(pdf.output())


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts another process in the place of the one that reads."""

    def stand_in(module: str) -> None:
        monkeypatch.setenv("PYTHONPATH", str(PROJECT))
        monkeypatch.setattr("followthrough.intake.sandbox.reading._PROGRAM", module)

    return stand_in


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*r*.?sv"))[:6], ids=lambda path: path.stem)
def test_a_file_is_read_apart_as_it_is_read_here(path: Path) -> None:
    content = path.read_bytes()

    assert read_file_sandboxed(path) == read_bytes(content, path.name)


def test_a_refusal_is_the_readers_own_sentence() -> None:
    with pytest.raises(UnreadableFileError) as here:
        read_bytes(b"Dear all", "letter.txt")
    with pytest.raises(UnreadableFileError) as apart:
        read_sandboxed(b"Dear all", "letter.txt")

    assert str(apart.value) == str(here.value)


def test_corrections_of_columns_are_carried() -> None:
    plan = read_sandboxed(PLAN, "plan.tsv", {"columns": {"Owner": ""}})

    assert plan.actions[0].owners == []
    assert [note.text for note in plan.actions[0].notes] == ["Chief Executive"]


def test_a_field_that_no_column_can_have_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="No column of a plan can hold"):
        read_sandboxed(PLAN, "plan.tsv", {"columns": {"Owner": "colour"}})


def test_progress_is_told_while_a_long_file_is_read() -> None:
    heard: list[str] = []

    with pytest.raises(UnreadableFileError, match="no words in it"):
        read_sandboxed(pages(3), "plan.pdf", on_progress=heard.append)

    assert heard == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_what_listens_to_progress_may_stop_the_reading() -> None:
    def stop(progress: str) -> None:
        raise InterruptedError(progress)

    with pytest.raises(InterruptedError, match="Page 1 of 1"):
        read_sandboxed(pages(1), "plan.pdf", on_progress=stop)


@pytest.mark.parametrize("limits", [Limits(silence=0.001), Limits(seconds=0.001)], ids=["silence", "in all"])
def test_a_file_that_takes_too_long_is_refused_with_the_limit(limits: Limits) -> None:
    with pytest.raises(UnreadableFileError, match=r"^plan.tsv takes more than 0.001 seconds to read"):
        read_sandboxed(PLAN, "plan.tsv", limits=limits)


def test_a_file_that_needs_too_much_memory_is_refused_with_the_limit() -> None:
    wide = b"Ref\tAction\n" + b"".join(b"%d\tPublish plan %d\n" % (at, at) for at in range(400_000))

    with pytest.raises(UnreadableFileError, match=r"^plan.tsv needs more than 0.125 GB of memory"):
        read_sandboxed(wide, "plan.tsv", limits=Limits(memory=1 << 27))


def test_a_reader_that_fails_is_told_in_a_sentence_with_its_traceback_kept(stand_in) -> None:
    stand_in("tests.intake.failing_child")

    with pytest.raises(UnreadableFileError, match=r"^plan.tsv stopped the reading part way") as raised:
        read_sandboxed(PLAN, "plan.tsv")

    assert isinstance(raised.value.__cause__, ReaderFailedError)
    assert "ZeroDivisionError" in str(raised.value.__cause__)


def test_a_process_that_falls_is_told_in_a_sentence(stand_in) -> None:
    stand_in("no.such.module")

    with pytest.raises(UnreadableFileError, match=r"^plan.tsv stopped the reading part way"):
        read_sandboxed(PLAN, "plan.tsv")


def test_the_process_ends_with_whoever_asked() -> None:
    program = (
        "import time; from followthrough.intake.sandbox import child; "
        "import os; os.setsid(); "
        "child._read = lambda *_: time.sleep(600); child.main()"
    )
    order = json.dumps({"name": "x", "size": 1, "fields": {}, "memory": 1 << 30, "seconds": 600})

    assert run(program, order.encode() + b"\nx").returncode == -signal.SIGKILL


def test_the_process_reads_nothing_when_only_a_part_arrives() -> None:
    order = json.dumps({"name": "x", "size": 9, "fields": {}, "memory": 1 << 30, "seconds": 600})
    ended = run("from followthrough.intake.sandbox import child; child.main()", order.encode() + b"\nx")

    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "Whoever asked has ended.\n")


def test_the_process_reaches_no_other_machine() -> None:
    program = (
        "import sys, socket; from followthrough.intake.sandbox.child import refuse_network; "
        "sys.addaudithook(refuse_network); "
        "socket.socketpair(); "
        "socket.create_connection(('127.0.0.1', 9))"
    )

    assert run(program).stderr.endswith("PermissionError: Reading a file fetches nothing.\n")


def test_the_process_knows_nothing_secret_of_its_surroundings(stand_in, monkeypatch) -> None:
    stand_in("tests.intake.telling_child")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")

    with pytest.raises(UnreadableFileError) as raised:
        read_sandboxed(PLAN, "plan.tsv")

    assert "PATH" in str(raised.value)
    assert "DATABASE_URL" not in str(raised.value)


def test_a_device_without_end_is_read_no_further_than_the_largest_file() -> None:
    with pytest.raises(UnreadableFileError, match=r"^zero is larger than 20 MB"):
        read_file_sandboxed(Path("/dev/zero"))


@pytest.mark.parametrize(
    "name", ["", "nobody.xlsx", "a\x00b.docx", "x" * 5_000], ids=["folder", "none", "nought", "long"]
)
def test_what_can_not_be_opened_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"can't be opened: "):
        read_file_sandboxed(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\plans\\our plan.docx", "our plan.docx"),
        ("plan\u202excod.exe", "plan xcod.exe"),
        ("a\x00b\x1b[2J.tsv", "a b [2J.tsv"),
        ("\udcff.tsv", "?.tsv"),
        ("/", "The file"),
        ("y" * 300 + ".tsv", "y" * 96 + ".tsv"),
    ],
)
def test_an_odd_name_is_shown_harmlessly(name: str, shown: str) -> None:
    plan = read_sandboxed(PLAN, name)

    assert plan.source
    assert plan.source.name == shown
