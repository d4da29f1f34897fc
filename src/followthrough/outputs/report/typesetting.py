"""Sets the content of a report as a PDF by `report.typ`: here, or in a process that ends with it."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib.resources import files

import typst

from followthrough.outputs.plan.pdf_letters import STANDARD, typefaces


def typeset(content: str, day: date) -> bytes:
    """The PDF of a content (JSON), dated a day: the same content gives the same bytes."""
    template = files("followthrough.outputs.report").joinpath("report.typ").read_bytes()
    return typst.compile(
        template,
        sys_inputs={"report": content},
        font_paths=typefaces(),
        pdf_standards=STANDARD,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def typeset_apart(content: str, day: date) -> bytes:
    """The same bytes, set by another process: what memory that takes is given back."""
    done = subprocess.run(
        # -P: a module in the folder where the command was given is not ours.
        [sys.executable, "-P", "-m", __name__, day.isoformat()],
        input=content.encode(),
        stdout=subprocess.PIPE,
        env={**os.environ, "MALLOC_ARENA_MAX": "1"},  # each thread's own heap is 10 to 20 MB more
        check=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), date.fromisoformat(sys.argv[1])))
