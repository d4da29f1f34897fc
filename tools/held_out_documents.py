"""How right the handed documents are: held against the readings made by hand that lie beside them."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from followthrough.plan.document import PlanDocument
from tools.held_out import DOCUMENTS, SHARED


@dataclass(frozen=True)
class DocumentSaid:
    """One document: its score by compare.py, its least figure, and its actions; all nothing where it was
    refused. `found` are those of the reading by hand that were read, `too_many` those that nobody made."""

    name: str
    score: float = 0.0
    least: str = "refused"
    actions: int = 0
    found: float = 0.0
    read: int = 0
    too_many: float = 0.0


@dataclass(frozen=True)
class Identified:
    """Of how many documents the title, the body and the day were right, and identity.py's line for it."""

    line: str
    right: Mapping[str, int]
    documents: int


def held_against_hand(read: Mapping[str, PlanDocument | None]) -> list[DocumentSaid]:
    """Each document in the format that its body publishes, held against its reading made by hand."""
    published = {
        Path(name).stem: name for name in sorted(read, key=lambda name: name.endswith(".txt"), reverse=True)
    }
    return [_held(name, read[name]) for name in sorted(published.values())]


def _held(name: str, plan: PlanDocument | None) -> DocumentSaid:
    if plan is None:
        return DocumentSaid(name)
    reading = DOCUMENTS / f"{Path(name).stem}.reading.json"
    figures, (score, least) = compared(reading, plan)
    wanted = _count_actions(reading)
    read = len(plan.actions)
    return DocumentSaid(
        name,
        score,
        least,
        wanted,
        figures["actions.recall"] * wanted,
        read,
        (1 - figures["actions.precision"]) * read,
    )


def _count_actions(reading: Path) -> int:
    return len(json.loads(reading.read_text("utf-8"))["actions"])


def compared(reading: Path, plan: PlanDocument, *source: Path) -> tuple[dict[str, float], tuple[float, str]]:
    """The figures of compare.py by name, its score, and which figure is least."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
        out.write(plan.model_dump_json())
        out.flush()
        script = SHARED / "plan-format" / "compare.py"
        run = subprocess.run(
            [sys.executable, script, reading, out.name, *source], capture_output=True, text=True, check=True
        )
    *lines, last = (line.split(maxsplit=1) for line in run.stdout.splitlines())
    score, least = last[1].split(maxsplit=1)
    return {name: float(figure) for name, figure in lines}, (float(score), least)


def identified(read: Mapping[str, PlanDocument | None]) -> Identified:
    """The totals of identity.py, which is given what was read in place of the command."""
    with tempfile.TemporaryDirectory() as folder:
        for name, plan in read.items():
            if plan:
                Path(folder, name).write_text(plan.model_dump_json())
        command = Path(folder, "read-before")
        command.write_text(f'#!/bin/sh\nexec cat "{folder}/$(basename "$2")"\n')
        command.chmod(0o700)
        script = SHARED / "plan-format" / "identity.py"
        run = subprocess.run(
            [sys.executable, script, command, DOCUMENTS / "identity.json"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    line = run.stdout.splitlines()[-1]
    found = re.findall(r"(\w+) (\d+)/(\d+)", line)
    return Identified(line, {name: int(right) for name, right, _ in found}, int(found[0][2]))
