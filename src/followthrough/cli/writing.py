"""Where the output of a command goes: to the terminal, through a pipe, or to a file."""

import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from followthrough.cli.refusal import Refusal

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_OF_A_FILE = 100


def write(text: str, out: Path | None) -> None:
    ended = text if text.endswith("\n") else f"{text}\n"
    if out is None:
        click.echo(ended, nl=False)
        return
    try:
        out.write_text(ended, encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{out} can't be written: {error.strerror}.") from error


def write_bytes(content: bytes, out: Path | None) -> None:
    if out is None and sys.stdout.isatty():
        raise Refusal("A Word document can't be shown on a terminal. Name a file for it: --out changes.docx.")
    if out is None:
        click.echo(content, nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refusal(f"{out} can't be written: {error.strerror}.") from error


def write_rich(render: "Callable[[Console], None]", out: Path | None) -> None:
    from rich.console import Console

    if out is None:
        render(Console())
        return
    stream = StringIO()
    render(Console(file=stream, width=_WIDTH_OF_A_FILE))
    write(stream.getvalue(), out)
