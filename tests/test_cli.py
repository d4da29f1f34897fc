"""The command line: what it prints, where it writes, and its exit statuses."""

import csv
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from followthrough.cli import main

PLAN = """Improvement plan

Ref\tAction\tOwner\tDue date\tStatus\tUpdate
A1\tPublish the register of contracts\tHead of Parks\tMarch 2025\tOn track\tA draft is with the board.
A2\tTrain the managers in the new rules\tHead of Learning\tJune 2025\tComplete\tComplete
A3\tReport to the committee on grants\tChief Executive\tJuly 2030\tOn track\tThe outline was agreed in May.
"""
# A plan that nothing is doubtful in for many years.
SOUND = """Ref\tAction\tOwner\tDue date\tStatus\tUpdate
A1\tPublish the register of contracts\tHead of Parks\tMarch 2090\tOn track\tA draft is with the board.
A2\tReport to the committee on grants\tChief Executive\tJuly 2090\tOn track\tThe outline was agreed in May.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.tsv"
    path.write_text(PLAN)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refs(document: str) -> list[str]:
    return [action["ref"] for action in json.loads(document)["actions"]]


# read


@pytest.mark.parametrize("arguments", [[], ["--format", "json"]])
def test_read_prints_json_where_it_is_piped(plan: Path, arguments: list[str]) -> None:
    result = run("read", plan, *arguments)

    assert result.exit_code == 0
    assert refs(result.stdout) == ["A1", "A2", "A3"]


def test_read_honours_what_a_file_says_of_columns(plan: Path, tmp_path: Path) -> None:
    said = tmp_path / "said.json"
    said.write_text(json.dumps({"columns": {"Due date": "start"}}))

    result = run("read", plan, "--corrections", said)

    assert json.loads(result.stdout)["actions"][0]["start"]["text"] == "March 2025"


@pytest.mark.parametrize("content", ["{", '{"columns": {"Owner": "colour"}}', "[]"])
def test_read_refuses_corrections_that_are_none_in_one_sentence(
    content: str, plan: Path, tmp_path: Path
) -> None:
    said = tmp_path / "said.json"
    said.write_text(content)

    result = run("read", plan, "--corrections", said)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "said.json can't be used as corrections." in result.stderr


def test_read_explains_itself_in_text_and_as_json(plan: Path) -> None:
    text = run("read", plan, "--explain")
    told = json.loads(run("read", plan, "--explain", "--format", "json").stdout)

    assert "“Due date” was read as due" in text.stdout
    assert told["tables"][0]["taken_for"] == "plan"
    assert run("read", plan, "--explain", "--format", "table").exit_code == 2


def test_read_prints_a_table_when_asked(plan: Path) -> None:
    result = run("read", plan, "--format", "table")

    assert result.exit_code == 0
    assert "Improvement plan" in result.stdout
    assert "Publish the register" in " ".join(result.stdout.split())


@pytest.mark.parametrize("form", ["json", "table"])
def test_read_writes_to_a_file_and_then_says_nothing(plan: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"

    result = run("read", plan, "--format", form, "--out", out)

    assert (result.exit_code, result.output) == (0, "")
    assert "A3" in out.read_text()
    assert out.read_text().endswith("\n")


def test_what_read_wrote_as_json_is_what_it_prints(plan: Path, tmp_path: Path) -> None:
    run("read", plan, "--out", tmp_path / "out.json")

    assert json.loads((tmp_path / "out.json").read_text()) == json.loads(run("read", plan).stdout)


# check


def test_check_as_json_keeps_its_contract(plan: Path) -> None:
    result = run("check", plan, "--as-at", "2025-05-31", "--format", "json")
    checked = json.loads(result.stdout)

    assert result.exit_code == 0
    assert checked["plan"] == {"title": "Improvement plan", "actions": 3}
    assert checked["as_at"] == "2025-05-31"
    assert {"code", "severity", "ref", "message", "where"} <= checked["findings"][0].keys()
    assert sum(checked["counts"].values()) == len(checked["findings"])


def test_the_day_decides_what_is_late(plan: Path) -> None:
    def late(day: str) -> list[str]:
        checked = json.loads(run("check", plan, "--as-at", day, "--format", "json").stdout)
        return [finding["ref"] for finding in checked["findings"] if finding["code"] == "on_track_past_due"]

    assert late("2025-02-28") == []
    assert late("2025-05-31") == ["A1"]


def test_check_prints_text_unless_asked_otherwise(plan: Path) -> None:
    result = run("check", plan, "--as-at", "2025-05-31")

    assert result.exit_code == 0
    assert "A1" in result.stdout
    assert not result.stdout.lstrip().startswith(("{", "<"))


def test_check_as_html_is_one_page_that_needs_nothing_else(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "check.html"

    result = run("check", plan, "--as-at", "2025-05-31", "--format", "html", "--out", out)

    assert (result.exit_code, result.output) == (0, "")
    page = out.read_text()
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "<script src" not in page
    assert 'rel="stylesheet"' not in page


@pytest.mark.parametrize(
    ("text", "level", "status"),
    [(PLAN, "error", 1), (PLAN, "warning", 1), (SOUND, "error", 0), (SOUND, "warning", 0)],
)
def test_fail_on_makes_the_exit_status_1_where_a_finding_is_as_grave(
    plan: Path, text: str, level: str, status: int
) -> None:
    plan.write_text(text)

    assert run("check", plan, "--as-at", "2025-05-31", "--fail-on", level).exit_code == status


def test_warnings_alone_do_not_fail_on_error(plan: Path) -> None:
    plan.write_text(SOUND.replace("On track\tThe outline was agreed in May.", "Complete\tComplete"))

    assert run("check", plan, "--as-at", "2025-05-31", "--fail-on", "error").exit_code == 0
    assert run("check", plan, "--as-at", "2025-05-31", "--fail-on", "warning").exit_code == 1


def test_findings_alone_do_not_change_the_exit_status(plan: Path) -> None:
    assert run("check", plan, "--as-at", "2025-05-31").exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["--as-at", "31/05/2025"], ["--format", "pdf"], ["--fail-on", "note"], ["--colour"]]
)
def test_an_option_that_is_not_known_is_refused(plan: Path, arguments: list[str]) -> None:
    result = run("check", plan, *arguments)

    assert result.exit_code == 2
    assert "Usage:" in result.output


# convert


def test_convert_to_json_is_the_plan_document(plan: Path, tmp_path: Path) -> None:
    result = run("convert", plan, tmp_path / "out.json")

    assert result.exit_code == 0
    assert refs((tmp_path / "out.json").read_text()) == ["A1", "A2", "A3"]


def test_convert_to_csv_has_a_row_an_action(plan: Path, tmp_path: Path) -> None:
    assert run("convert", plan, tmp_path / "out.CSV").exit_code == 0

    header, *rows = csv.reader((tmp_path / "out.CSV").read_text(encoding="utf-8-sig").splitlines())

    assert "Action" in header
    assert [row[header.index("Ref")] for row in rows] == ["A1", "A2", "A3"]


def test_convert_to_excel_is_a_workbook_that_reads_back(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"

    assert run("convert", plan, out).exit_code == 0
    assert openpyxl.load_workbook(BytesIO(out.read_bytes())).worksheets
    assert refs(run("read", out).stdout) == ["A1", "A2", "A3"]


@pytest.mark.parametrize("name", ["out.odt", "out", "out.docm"])
def test_convert_to_another_format_says_which_there_are(plan: Path, tmp_path: Path, name: str) -> None:
    result = run("convert", plan, tmp_path / name)

    assert result.exit_code == 2
    assert ".json" in result.output
    assert ".xlsx" in result.output
    assert not (tmp_path / name).exists()


# what can't be read or written


@pytest.mark.parametrize("command", ["read", "check"])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"PK\x03\x04 cut", "is damaged or cut short"),
        (b"Dear all,\nthe plan follows.\n", "No table of actions was found"),
        (b"Ref\tAction\x00\x01", "neither text"),
    ],
    ids=["empty", "picture", "cut", "letter", "bytes"],
)
def test_an_unreadable_file_gives_one_sentence_and_exit_status_2(
    plan: Path, command: str, content: bytes, sentence: str
) -> None:
    plan.write_bytes(content)

    result = run(command, plan)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_unreadable_file_is_converted_to_nothing(plan: Path, tmp_path: Path) -> None:
    plan.write_bytes(b"\x89PNG\r\n")

    assert run("convert", plan, tmp_path / "out.json").exit_code == 2
    assert not (tmp_path / "out.json").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    result = run("read", tmp_path / "missing.tsv")

    assert result.exit_code == 2
    assert "missing.tsv can't be opened: No such file or directory." in result.stderr


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    result = run("read", tmp_path)

    assert result.exit_code == 2
    assert "directory" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "--out"],
        ["read", "--format", "table", "--out"],
        ["check", "--out"],
        ["check", "--format", "json", "--out"],
        ["convert"],
    ],
)
def test_an_out_that_can_t_be_written_gives_one_sentence(
    plan: Path, tmp_path: Path, arguments: list[str]
) -> None:
    command, *options = arguments

    result = run(command, plan, *options, tmp_path / "nowhere" / "out.json")

    assert result.exit_code == 2
    assert "can't be written: No such file or directory." in result.stderr


def test_what_is_printed_ends_in_one_line_break(plan: Path) -> None:
    assert run("read", str(plan), "--format", "json").stdout.endswith("}\n")
    assert not run("check", str(plan), "--format", "json").stdout.endswith("\n\n")


# the program itself


@pytest.mark.parametrize("command", ["read", "check", "convert", "serve"])
def test_each_command_has_help(command: str) -> None:
    result = run(command, "--help")

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")


def test_the_version_is_said() -> None:
    assert run("--version").stdout.startswith("Followthrough ")


def test_reading_text_and_checking_it_as_html_load_no_other_format_and_no_site(plan: Path) -> None:
    code = (
        "import sys; from followthrough.cli import main; main(sys.argv[1:], standalone_mode=False)\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    for arguments in (["read", str(plan)], ["check", str(plan), "--format", "html"]):
        command = [sys.executable, "-c", code, *arguments]
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "80"}
        )
        assert not set(ran.stderr.split()) & {"django", "openpyxl", "docx", "xlsxwriter", "rich"}


@pytest.mark.parametrize("arguments", [["read", "--format", "table"], ["check"], ["read"]])
def test_letters_that_the_machine_s_encoding_lacks_stop_nothing(arguments: list[str], tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("Ref\tAction\tOwner\nA1\tSpend €5 – “soon” ☃\tHead of Parks\n", encoding="utf-8")
    command = [sys.executable, "-c", "from followthrough.cli import main; main()", *arguments, str(plan)]

    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, check=True, capture_output=True, env=narrow)

    assert "☃" in done.stdout.decode("utf-8") or arguments == ["check"]
