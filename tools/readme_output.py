"""Writes what the commands of the README really print into it: `.venv/bin/python tools/readme_output.py`.

A block that ends in "…" stays as long as it is and shows the beginning.
"""

import os
import re
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

from followthrough.demonstration import plan_path

FOLLOWTHROUGH = Path(sysconfig.get_path("scripts")) / "followthrough"
README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
CUT_SHORT = "…"


def said_by(command: str, folder: Path) -> list[str]:
    """The lines that a command prints in the folder, on a terminal of 96 columns."""
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


def with_real_output(page: str) -> str:
    """The page with each command followed by what it prints in a folder with the demonstration plan."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(plan_path(), folder)
        return BLOCK.sub(lambda block: real_block(block.group(), folder), page)


def real_block(block: str, folder: Path) -> str:
    parts = [part.rstrip().split("\n") for part in block.split("$ ")[1:]]
    lines = [
        line for command, *shown in parts for line in (f"$ {command}", *real_lines(command, shown, folder))
    ]
    return "\n".join(lines) + "\n"


def real_lines(command: str, shown: list[str], folder: Path) -> list[str]:
    said = said_by(command, folder)
    return [*said[: len(shown) - 1], CUT_SHORT] if shown[-1:] == [CUT_SHORT] else said


if __name__ == "__main__":
    README.write_text(with_real_output(README.read_text()))
