"""What the README shows is what the command line says."""

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from followthrough.demonstration import plan_path
from tests.conftest import PROJECT

FOLLOWTHROUGH = Path(sysconfig.get_path("scripts")) / "followthrough"
SHOWN = re.findall(r"```console\n(.*?)```", (PROJECT / "README.md").read_text(), flags=re.DOTALL)


def said_by(command: str, folder: Path) -> list[str]:
    """The lines that a command prints, on a terminal of 96 columns."""
    terminal = {**os.environ, "COLUMNS": "96", "PYTHONIOENCODING": "utf-8"}
    arguments = command.removeprefix("followthrough ").split()
    run = subprocess.run(
        [FOLLOWTHROUGH, *arguments],
        cwd=folder,
        env=terminal,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [line.rstrip() for line in run.stdout.splitlines()]


@pytest.mark.parametrize("block", SHOWN)
def test_each_command_of_the_readme_prints_what_is_shown(block: str, tmp_path: Path) -> None:
    shutil.copy(plan_path(), tmp_path)
    for part in block.split("$ ")[1:]:
        command, *shown = part.rstrip().split("\n")
        cut_short = shown[-1:] == ["…"]
        said = said_by(command, tmp_path)

        assert shown == ([*said[: len(shown) - 1], "…"] if cut_short else said), command


def test_the_readme_shows_the_command_line() -> None:
    assert len(SHOWN) >= 3
