"""The commands that start the site, and Django's own."""

import os
from pathlib import Path

import click


@click.command()
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--demonstration", is_flag=True, help="Add an invented council and its plan, if there are no accounts."
)
def serve(port: int, host: str, demonstration: bool) -> None:
    """Serve the site."""
    if demonstration:
        _choose_demonstration_folder()
    from followthrough.site.serve import serve as serve_site

    serve_site(port, host, demonstration=demonstration)


def _choose_demonstration_folder() -> None:
    """The demonstration has a folder and a database of its own, apart from what anybody entered."""
    folder = Path(os.environ.get("FOLLOWTHROUGH_VAR") or "var")
    os.environ["FOLLOWTHROUGH_VAR"] = str(folder / "demonstration")
    os.environ["DATABASE_URL"] = ""
    click.echo(f"The demonstration is in {folder / 'demonstration'}, apart from everything else.")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of the site's own commands, such as migrate."""
    from followthrough.site.serve import manage as manage_site

    manage_site(list(arguments))
