"""The commands on the history of what was done."""

import json

import click

from followthrough.cli.refusal import Refusal
from followthrough.cli.register import FORM, ORGANISATION
from followthrough.cli.site_database import organisation_called, uses_database
from followthrough.cli.writing import write

_UNSOUND = 1


@click.group()
def history() -> None:
    """Look after the history of what was done."""


@history.command()
@click.option("--head", metavar="DIGEST", help="A digest noted before, which the chain must have.")
@FORM
@ORGANISATION
@uses_database
def verify(head: str | None, form: str, organisation: str | None) -> None:
    """Say whether any event was altered, taken out or put in another's place; exit status 1 if so."""
    from followthrough.site.history.verifying import in_sentences, organisations_in_history, verify

    chosen = organisation_called(organisation).pk if organisation else None
    known = [each for each in organisations_in_history() if chosen in (None, each[0])]
    if head and len(known) > 1:
        raise Refusal("A digest belongs to one organisation. Choose it with --organisation.")
    found = [verify(key, slug, head=head or "") for key, slug in known]
    if form == "json":
        write(json.dumps([each.facts() for each in found], indent=2, ensure_ascii=False), None)
    else:
        lines = [line for each in found for line in in_sentences(each)]
        write("\n".join(lines or ["Nothing was recorded yet."]), None)
    if not all(each.is_sound for each in found):
        raise click.exceptions.Exit(_UNSOUND)
