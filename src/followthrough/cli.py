"""The command line: thin, and quick to start, since each command imports what it needs when it runs."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from followthrough.plan.document import PlanDocument

_REFUSED = 2
_WIDTH_OF_A_FILE = 100
_FILE = click.Path(path_type=Path, dir_okay=False)
_OUT = click.option("--out", type=_FILE, help="Write to this file instead of the terminal.")


class Refusal(click.ClickException):
    """What can't be done, such as reading a file that is no plan: one sentence, and exit status 2."""

    exit_code = _REFUSED


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="followthrough", message="Followthrough %(version)s")
def main() -> None:
    """Reads the action plans of public bodies, doubts what deserves doubt, and serves the register."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            _let_every_letter_through(stream)


@main.command()
@click.argument("file", type=_FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "table"]),
    help="Default: a table on a terminal, else JSON.",
)
@_OUT
def read(file: Path, form: str | None, out: Path | None) -> None:
    """Read a plan and print its plan document."""
    plan = _plan_in(file)
    if (form or ("table" if out is None and sys.stdout.isatty() else "json")) == "json":
        from followthrough.outputs.plan_json import to_json

        _write(to_json(plan), out)
    else:
        from followthrough.outputs.plan_text import render

        _write_rich(lambda console: render(plan, console), out)


@main.command()
@click.argument("file", type=_FILE)
@click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to check for. Default: the plan's own day, else today.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    help="Exit with status 1 where a finding is as grave as this, or graver.",
)
@_OUT
def check(file: Path, as_at: datetime | None, form: str, fail_on: str | None, out: Path | None) -> None:
    """Say what is doubtful in a plan, worst first."""
    from followthrough import challenge

    plan = _plan_in(file)
    day = challenge.day_of(plan, as_at.date() if as_at else None, today=date.today())  # noqa: DTZ011  the day where a person sits
    findings = challenge.check(plan, day)
    if form == "json":
        from followthrough.outputs import check_json

        _write(check_json.render(plan, findings, day), out)
    elif form == "html":
        from followthrough.outputs import check_html

        _write(check_html.render(plan, findings, day), out)
    else:
        from followthrough.outputs import check_text

        _write_rich(lambda console: check_text.render(plan, findings, day, console), out)
    grave = {"error": {"error"}, "warning": {"error", "warning"}}.get(fail_on or "", set())
    if any(finding.severity in grave for finding in findings):
        sys.exit(1)


@main.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@_OUT
def compare(old: Path, new: Path, form: str, out: Path | None) -> None:
    """Say what changed from the OLD version of a plan to the NEW one."""
    from followthrough import compare as comparing

    comparison = comparing.compare(_plan_in(old), _plan_in(new))
    if form == "json":
        from followthrough.outputs import compare_json

        _write(compare_json.render(comparison), out)
    elif form == "html":
        from followthrough.outputs import compare_html

        _write(compare_html.render(comparison), out)
    else:
        from followthrough.outputs import compare_text

        _write_rich(lambda console: compare_text.render(comparison, console), out)


@main.command()
@click.argument("file", type=_FILE)
@click.argument("out", type=_FILE)
def convert(file: Path, out: Path) -> None:
    """Write a plan in another format: OUT ends in .json, .csv or .xlsx."""
    from followthrough.outputs.plan_file import SUFFIXES, write_plan

    if out.suffix.lower() not in SUFFIXES:
        raise Refusal(f"{out.name} must end in one of {', '.join(SUFFIXES)}. Choose one of them.")
    plan = _plan_in(file)
    try:
        write_plan(plan, out)
    except OSError as error:
        raise Refusal(f"{out} can't be written: {error.strerror}.") from error


@main.command()
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--demonstration", is_flag=True, help="Add an invented council and its plan, if there are no accounts."
)
def serve(port: int, host: str, demonstration: bool) -> None:
    """Serve the site."""
    from followthrough.site.serve import serve as serve_site

    serve_site(port, host, demonstration=demonstration)


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of the site's own commands, such as migrate."""
    from followthrough.site.serve import manage as manage_site

    manage_site(list(arguments))


def _let_every_letter_through(stream: TextIOWrapper) -> None:
    """A terminal shows "?" for a letter that it lacks; a file or a pipe gets every letter, as UTF-8."""
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8")


def _plan_in(file: Path) -> "PlanDocument":
    from followthrough.intake.grid import UnreadableFileError
    from followthrough.intake.read import read_file

    try:
        return read_file(file)
    except UnreadableFileError as error:
        raise Refusal(str(error)) from error


def _write(text: str, out: Path | None) -> None:
    ended = text if text.endswith("\n") else f"{text}\n"
    if out is None:
        click.echo(ended, nl=False)
        return
    try:
        out.write_text(ended, encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{out} can't be written: {error.strerror}.") from error


def _write_rich(render: "Callable[[Console], None]", out: Path | None) -> None:
    from rich.console import Console

    if out is None:
        render(Console())
        return
    stream = StringIO()
    render(Console(file=stream, width=_WIDTH_OF_A_FILE))
    _write(stream.getvalue(), out)
