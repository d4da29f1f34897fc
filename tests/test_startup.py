"""What a start imports: nothing that the command asked for does not need."""

import subprocess
import sys
from pathlib import Path

FORMATS = {"openpyxl", "docx", "xlsxwriter", "lxml"}
SITE = {"django", "allauth", "structlog", "waitress"}
PLAN = """
Ref	Action	Owner	Due date	Status	Update
A1	Publish the plan	Chief Executive	March 2025	On track	Drafted, and with the board
A2	Train the managers	Head of Learning	June 2025	Complete	Complete
"""


def imported_by(*arguments: str) -> set[str]:
    """The packages that are loaded when the command line has run with these arguments."""
    run = "import sys; from followthrough.cli import main; main(sys.argv[1:], standalone_mode=False)"
    names = "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    command = [sys.executable, "-c", f"{run}; {names}", *arguments]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split())


def test_saying_the_version_imports_no_format_no_site_and_no_types() -> None:
    assert imported_by("--version") & (FORMATS | SITE | {"pydantic", "rich", "rapidfuzz"}) == set()


def test_the_process_that_reads_is_started_before_what_a_plan_is_made_of_is_loaded() -> None:
    run = "import sys, followthrough.intake.sandbox.reading; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True).stdout

    assert "pydantic" not in loaded.split()


def test_checking_a_text_file_imports_no_other_format_and_no_site(tmp_path: Path) -> None:
    plan = tmp_path / "plan.tsv"
    plan.write_text(PLAN)

    assert imported_by("check", str(plan), "--format", "json") & (FORMATS | SITE | {"rich"}) == set()
