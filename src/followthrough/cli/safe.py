"""The commands that keep an installation safe: backup and restore, health, and what is set up wrongly."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from followthrough.cli.refusal import Refusal
from followthrough.cli.register import FORM
from followthrough.cli.site_database import start_site, uses_database
from followthrough.cli.writing import write

if TYPE_CHECKING:
    from followthrough.site.health import Check

FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))


@click.command()
@FOLDER
@uses_database
def backup(folder: Path) -> None:
    """Write the database and the files of evidence into a new FOLDER, while the site goes on."""
    from followthrough.site import clock
    from followthrough.site.backup import BackupError, back_up

    try:
        manifest = back_up(folder, at=clock.now())
    except BackupError as refused:
        raise Refusal(str(refused)) from refused
    write(f"Backed up to {folder}: {_in_words(manifest.counts)}.", None)
    if manifest.bucket:
        write("Files of evidence are in a bucket, which this backup does not hold.", None)


@click.command()
@FOLDER
def restore(folder: Path) -> None:
    """Put the backup in FOLDER into an installation that has no database yet."""
    start_site()
    from followthrough.site.backup import BackupError, counts_now
    from followthrough.site.backup import restore as restore_backup
    from followthrough.site.history.verifying import organisations_in_history, verify

    try:
        manifest = restore_backup(folder)
    except BackupError as refused:
        raise Refusal(str(refused)) from refused
    if (counts := counts_now()) != manifest.counts:
        raise Refusal(f"Restored {_in_words(counts)}, but the backup had {_in_words(manifest.counts)}.")
    chains = [
        verify(key, slug, head=manifest.heads.get(str(key), "")) for key, slug in organisations_in_history()
    ]
    altered = [chain.organisation for chain in chains if not chain.is_sound]
    write(f"Restored {_in_words(counts)}. Everybody signs in again.", None)
    if altered:
        raise Refusal(
            f"The history of {', '.join(altered)} is not as it was sealed: followthrough history verify."
        )


@click.command()
@FORM
def health(form: str) -> None:
    """Say whether the site works now; exit status 1 where something does not."""
    start_site()
    from followthrough.site import clock
    from followthrough.site.health import health as health_now

    _show(health_now(at=clock.now()), form)


@click.command("check-installation")
@FORM
def check_installation(form: str) -> None:
    """Say what is set up wrongly for serving others, a line a thing; exit status 1 where anything is."""
    start_site()
    from followthrough.site.health import installation

    _show(installation(), form)


def _show(checks: "list[Check]", form: str) -> None:
    is_well = all(check.ok for check in checks)
    if form == "json":
        facts = {
            "status": "ok" if is_well else "failing",
            "checks": [{"name": name, "ok": ok, "words": words} for name, ok, words, _ in checks],
        }
        write(json.dumps(facts, indent=2, ensure_ascii=False), None)
    else:
        write(
            "\n".join(f"{'ok   ' if ok else 'WRONG'}  {name}: {words}" for name, ok, words, _ in checks), None
        )
    if not is_well:
        raise click.exceptions.Exit(1)


def _in_words(counts: dict[str, int]) -> str:
    from followthrough.outputs.wording import counted

    return ", ".join(counted(number, word) for word, number in counts.items())
