"""The command that fills an empty database with invented councils."""

import sys

import click

from followthrough.cli.refusal import Refusal
from followthrough.cli.site_database import make_database_where_there_is_none, uses_database

_ONE_OR_MORE = click.IntRange(min=1)


@click.command()
@click.option("--councils", type=_ONE_OR_MORE, default=50, show_default=True)
@click.option("--actions", type=_ONE_OR_MORE, default=300, show_default=True, help="How many each plan has.")
@click.option("--rounds", type=_ONE_OR_MORE, default=36, show_default=True, help="How many months back.")
def demo(councils: int, actions: int, rounds: int) -> None:
    """Fill an empty database with invented councils, to see the site with a whole country in it."""
    make_database_where_there_is_none()
    _fill(councils, actions, rounds)


@uses_database
def _fill(councils: int, actions: int, rounds: int) -> None:
    from followthrough.site import clock
    from followthrough.site.imports.demonstration.national_set import PEOPLE, address_of, set_up_councils
    from followthrough.site.imports.demonstration.setting_up import PASSWORD, InUseError

    plans = set_up_councils(councils=councils, actions=actions, rounds=rounds, at=clock.now())
    bar = click.progressbar(plans, length=councils, label="Councils", file=sys.stderr)
    try:
        with bar as made:
            bodies = [plan.organisation for plan in made]
    except InUseError as error:
        raise Refusal("This database has accounts, so nothing was added. Choose an empty one.") from error
    click.echo(
        f"{councils:,} councils, {councils * actions:,} actions, {councils * actions * rounds:,} updates."
    )
    click.echo(f"Sign in to the first council with the password “{PASSWORD}” as one of these:")
    click.echo("\n".join(f"  {address_of(role, bodies[0])}" for role in PEOPLE))
