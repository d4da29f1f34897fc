"""The commands that list the reports and write one."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from followthrough.cli.files import FILE, bytes_of, plan_in, today
from followthrough.cli.refusal import Refusal
from followthrough.cli.site_database import plan_called, uses_database
from followthrough.cli.writing import write_rich

if TYPE_CHECKING:
    from followthrough.challenge import Finding
    from followthrough.outputs.report.kinds import Kind
    from followthrough.outputs.report.position import Position
    from followthrough.outputs.report.register_facts import RegisterFacts

_FORMATS = ("docx", "pdf", "xlsx", "html", "csv", "json", "zip")
_ON_A_TERMINAL = ("html", "csv", "json")
# A template is read whole.
_LARGEST_TEMPLATE = 20_000_000


@click.command()
def reports() -> None:
    """List the kinds of report, and what each is for."""
    from followthrough.outputs import rows_text
    from followthrough.outputs.report.kinds import KINDS

    rows = [[kind.name, kind.purpose] for kind in KINDS]
    write_rich(lambda console: rows_text.render(["Kind", "What it is for"], rows, console), None)


@click.command()
@click.argument("names", nargs=-1, metavar="PLAN KIND")
@click.option("--period", metavar="YYYY-MM", help="The month. Default: the last one that there is.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: as the name of --out ends.")
@click.option("--out", type=FILE, help="Write to this file.")
@click.option("--template", type=FILE, metavar="BODY.docx", help="Fill this Word template of the body.")
@click.option("--public", "is_public", is_flag=True, help="Leave out what is exempt, and say how much.")
@click.option("--who", default="", metavar="NAME", help="The owner or director whose pack it is.")
@click.option("--plan-file", type=FILE, help="Make it out of this file; PLAN is then left out.")
@click.option("--before-file", type=FILE, help="The plan as it was before, for --plan-file.")
@click.option(
    "--organisation", metavar="NAME", help="The organisation's short name; needed where there are several."
)
def report(
    names: tuple[str, ...],
    period: str | None,
    form: str | None,
    out: Path | None,
    template: Path | None,
    is_public: bool,
    who: str,
    plan_file: Path | None,
    before_file: Path | None,
    organisation: str | None,
) -> None:
    """Write a report of a PLAN of the register, or of a file: followthrough reports lists the KINDs."""
    kind = _kind_called(names, plan_file)
    form = _format_for(form, out, template)
    _refuse_odd_period(period)
    if before_file and not plan_file:
        raise Refusal("--before-file goes with --plan-file: the register knows how a plan was before.")
    if form == "zip" and kind.name == "own-shape":
        raise Refusal("The plan in its own shape has no data package. Ask for csv or json.")
    filled = _template_in(template) if template else None
    made_from = (
        _from_file(plan_file, before_file, period)
        if plan_file
        else _from_register(names[0], period, organisation)
    )
    _refuse_stranger(kind, made_from, who)
    from followthrough.outputs.report.making import make_report
    from followthrough.outputs.report.template import UnusableTemplateError

    try:
        content = make_report(
            kind, made_from.position, made_from.facts, form, findings=made_from.findings, who=who,
            is_public=is_public, template=filled,
        )  # fmt: skip
    except UnusableTemplateError as error:
        raise Refusal(str(error)) from error
    _write(content, out, form)


@dataclass(frozen=True)
class _MadeFrom:
    position: "Position"
    facts: "RegisterFacts"
    findings: "list[Finding] | None"


def _kind_called(names: tuple[str, ...], plan_file: Path | None) -> "Kind":
    from followthrough.outputs.report.kinds import BY_NAME

    if len(names) not in ((1, 2) if plan_file else (2,)):
        raise Refusal(
            "Name the plan and the kind: followthrough report PLAN KIND. Leave PLAN out with --plan-file."
        )
    kind = BY_NAME.get(names[-1])
    if kind is None:
        raise Refusal(f"There is no report “{names[-1]}”. The kinds are: {', '.join(BY_NAME)}.")
    return kind


def _format_for(form: str | None, out: Path | None, template: Path | None) -> str:
    ending = out.suffix.lower().lstrip(".") if out else ""
    found = form or (ending if ending in _FORMATS else "docx" if template or not ending else "")
    if not found:
        raise Refusal(f"{out} ends in no format. Give one with --format: {', '.join(_FORMATS)}.")
    if template and found != "docx":
        raise Refusal("A template is filled as a Word file. Leave out --template, or ask for --format docx.")
    if out is None and found not in _ON_A_TERMINAL and sys.stdout.isatty():
        raise Refusal(f"A file of this kind can't be shown on a terminal. Name a file: --out report.{found}.")
    return found


def _refuse_odd_period(period: str | None) -> None:
    from followthrough.plan.when.periods import is_period

    if period is not None and not is_period(period):
        raise Refusal(f"“{period}” is no month. Write it as a year and a month: 2026-12.")


def _template_in(template: Path) -> bytes:
    content = bytes_of(template)
    if len(content) > _LARGEST_TEMPLATE:
        raise Refusal(f"{template.name} is larger than 20 MB. Take the pictures out of it and try again.")
    return content


def _from_file(file: Path, before: Path | None, period: str | None) -> _MadeFrom:
    """The facts of a file, judged by its own day where its last period is asked for."""
    from followthrough import challenge
    from followthrough.outputs.report.position import position_of
    from followthrough.outputs.report.register_facts import RegisterFacts

    plan = plan_in(file)
    day = challenge.day_of(plan, None, today=today())
    periods = plan.periods
    wanted = period or (periods[-1] if periods else f"{day or today():%Y-%m}")
    if periods and wanted not in periods:
        raise Refusal(f"{file.name} says nothing for {wanted}. It has: {', '.join(periods)}.")
    earlier = [each for each in periods if each < wanted]
    old = plan_in(before) if before else plan
    if before:
        earlier = [each for each in old.periods if each < wanted] or earlier
    is_last = not periods or wanted == periods[-1]
    position = position_of(
        plan,
        period=wanted,
        day=(day or today()) if is_last else None,
        before=old if earlier else None,
        before_period=earlier[-1] if earlier else None,
    )
    return _MadeFrom(position, RegisterFacts(), challenge.check(plan, day))


@uses_database
def _from_register(slug: str, period: str | None, organisation: str | None) -> _MadeFrom:
    from followthrough.site import clock
    from followthrough.site.reports.making import NoSuchRoundError, facts_for_report

    plan = plan_called(slug, organisation)
    try:
        found = facts_for_report(plan, period, today=clock.today())
    except NoSuchRoundError as error:
        raise Refusal(str(error)) from error
    return _MadeFrom(found.position, found.facts, found.findings)


def _refuse_stranger(kind: "Kind", made_from: _MadeFrom, who: str) -> None:
    if not who:
        return
    if kind.name != "pack":
        raise Refusal("--who goes with the kind “pack” alone.")
    stands = made_from.position.stands
    known = dict.fromkeys(name for each in stands for name in (each.director, each.owner) if name)
    parts = {part.strip().casefold() for name in known for part in [name, *name.split(",")]}
    if who.casefold() not in parts:
        raise Refusal(f"{who} owns and directs no action of this plan.")


def _write(content: bytes, out: Path | None, form: str) -> None:
    if out is None:
        click.echo(content if form not in _ON_A_TERMINAL else content.decode("utf-8-sig"), nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refusal(f"{out} can't be written: {error.strerror}.") from error
