"""The commands on files, which need no database: read, check, compare, convert."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followthrough.cli.refusal import Refusal
from followthrough.cli.writing import write, write_bytes, write_rich

if TYPE_CHECKING:
    from followthrough.plan.document import PlanDocument

FILE = click.Path(path_type=Path, dir_okay=False)
OUT = click.option("--out", type=FILE, help="Write to this file instead of the terminal.")


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "table", "text"]),
    help="Default: a table on a terminal, else JSON; of --explain text.",
)
@click.option(
    "--sort",
    "order",
    type=click.Choice(["plan", "ref"]),
    default="plan",
    show_default=True,
    help="The order of the table.",
)
@click.option(
    "--corrections",
    type=FILE,
    help="A JSON file that says what columns, tables and cells are: see the guide of the command line.",
)
@click.option("--explain", is_flag=True, help="Show each stage of the reading, with its scores.")
@OUT
def read(
    file: Path, form: str | None, order: str, corrections: Path | None, explain: bool, out: Path | None
) -> None:
    """Read a plan and print its plan document."""
    stored = _corrections_in(corrections) if corrections else None
    if explain:
        _explain(file, form, stored, out)
        return
    if form == "text":
        raise Refusal("A plan is printed as json or as a table; text is for --explain.")
    plan = plan_in(file, stored)
    if (form or ("table" if out is None and sys.stdout.isatty() else "json")) == "json":
        from followthrough.outputs.plan.as_json import to_json

        write(to_json(plan), out)
    else:
        from followthrough.outputs.plan.as_text import render

        write_rich(lambda console: render(plan, console, by_ref=order == "ref"), out)


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to check for. Default: the plan's own day; without one nothing is called late.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    help="Exit with status 1 where a finding is as grave as this, or graver.",
)
@OUT
def check(file: Path, as_at: datetime | None, form: str, fail_on: str | None, out: Path | None) -> None:
    """Say what is doubtful in a plan, worst first."""
    from followthrough import challenge

    plan = plan_in(file)
    day = challenge.day_of(plan, as_at.date() if as_at else None, today=today())
    findings = challenge.check(plan, day)
    if form == "json":
        from followthrough.outputs.check import as_json

        write(as_json.render(plan, findings, day), out)
    elif form == "html":
        from followthrough.outputs.check import as_html

        write(as_html.render(plan, findings, day), out)
    else:
        from followthrough.outputs.check import as_text

        write_rich(lambda console: as_text.render(plan, findings, day, console), out)
    grave = {"error": {"error"}, "warning": {"error", "warning"}}.get(fail_on or "", set())
    if any(finding.severity in grave for finding in findings):
        sys.exit(1)


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "docx"]),
    default="text",
    show_default=True,
)
@OUT
def compare(old: Path, new: Path, form: str, out: Path | None) -> None:
    """Say what changed from the OLD version of a plan to the NEW one."""
    from followthrough import compare as comparing

    comparison = comparing.compare(plan_in(old), plan_in(new))
    if form == "json":
        from followthrough.outputs.compare import as_json

        write(as_json.render(comparison), out)
    elif form == "html":
        from followthrough.outputs.compare import as_html

        write(as_html.render(comparison), out)
    elif form == "docx":
        from followthrough.outputs.compare.as_word import to_word

        write_bytes(to_word(comparison), out)
    else:
        from followthrough.outputs.compare import as_text

        write_rich(lambda console: as_text.render(comparison, console), out)


@click.command()
@click.argument("file", type=FILE)
@click.argument("out", type=FILE)
def convert(file: Path, out: Path) -> None:
    """Write a plan in another format: OUT ends in .docx, .xlsx, .pdf, .html, .csv or .json."""
    write_plan_file(lambda: plan_in(file), out)


def write_plan_file(plan: "Callable[[], PlanDocument]", out: Path) -> None:
    """Write a plan in the format of the file's name. Asks for the plan only where that is a format."""
    from followthrough.outputs.plan.file import SUFFIXES, write_plan

    if out.suffix.lower() not in SUFFIXES:
        raise Refusal(f"{out.name} must end in one of {', '.join(SUFFIXES)}. Choose one of them.")
    document = plan()
    try:
        write_plan(document, out)
    except OSError as error:
        raise Refusal(f"{out} can't be written: {error.strerror}.") from error


def today() -> date:
    """The day where a person sits."""
    return date.today()  # noqa: DTZ011  of that place


def _corrections_in(file: Path) -> dict[str, Any]:
    """What a file says of columns, tables and cells. Raises Refusal where it is no such file."""
    from followthrough.intake.corrections import corrections_in

    try:
        stored = json.loads(bytes_of(file))
        corrections_in(stored)
    except ValueError as error:
        reason = "It is no JSON." if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else error
        raise Refusal(f"{file.name} can't be used as corrections. {reason}") from error
    return dict(stored)


def _explain(file: Path, form: str | None, corrections: dict[str, Any] | None, out: Path | None) -> None:
    from followthrough.cli.explanation import render
    from followthrough.intake.grid import UnreadableFileError
    from followthrough.intake.sandbox.reading import content_of, explain_sandboxed

    if form == "table":
        raise Refusal("What --explain tells is printed as text or json.")
    try:
        explained = explain_sandboxed(content_of(file), file.name, corrections)
    except UnreadableFileError as error:
        raise Refusal(str(error)) from error
    if form == "json":
        write(json.dumps(explained, indent=2, ensure_ascii=False), out)
    else:
        write_rich(lambda console: render(explained, console), out)


def plan_in(file: Path, corrections: dict[str, Any] | None = None) -> "PlanDocument":
    """The plan in a file, read with what a person decided of it. Raises Refusal."""
    from followthrough.intake.grid import UnreadableFileError
    from followthrough.intake.sandbox.reading import read_file_sandboxed

    try:
        return read_file_sandboxed(file, corrections)
    except UnreadableFileError as error:
        raise Refusal(str(error)) from error


def bytes_of(file: Path) -> bytes:
    """All that a file holds. Raises Refusal where it can't be opened."""
    from followthrough.intake.grid import UnreadableFileError
    from followthrough.intake.sandbox.reading import content_of

    try:
        return content_of(file)
    except UnreadableFileError as error:
        raise Refusal(str(error)) from error
