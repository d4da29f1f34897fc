"""The commands on what is stored of a person."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from followthrough.cli.files import bytes_of
from followthrough.cli.refusal import Refusal
from followthrough.cli.register import ORGANISATION
from followthrough.cli.site_database import organisation_called, uses_database
from followthrough.cli.writing import write, write_bytes

if TYPE_CHECKING:
    from followthrough.site.people.models import User
    from followthrough.site.personal_data.erasing import Erased


@click.group()
def people() -> None:
    """Look after what is stored of a person."""


@people.command()
@click.argument("email")
@click.option("--reason", default="", help="Why, for the history. No name of the person.")
@click.option("--by", "by_email", metavar="EMAIL", help="The account of whoever decided it.")
@click.option("--yes", is_flag=True, help="Erase; without it nothing is changed.")
@uses_database
def erase(email: str, reason: str, by_email: str | None, yes: bool) -> None:
    """Say what erasing a person would reach, and with --yes erase them. It can't be undone."""
    from django.db import ProgrammingError, connection

    from followthrough.site import clock
    from followthrough.site.personal_data.erasing import NotErasedError, preview
    from followthrough.site.personal_data.erasing import erase as erase_person

    user, by = _account(email), _account(by_email) if by_email else None
    if yes and not reason.strip():
        raise Refusal("Say why with --reason: it stands in the history. Nothing was erased.")
    try:
        if yes:
            found = erase_person(user, by=by, reason=reason.strip(), at=clock.now())
        else:
            found = preview(user, at=clock.now())
    except NotErasedError as refused:
        raise Refusal(str(refused)) from refused
    except ProgrammingError as error:
        raise Refusal(
            "The role of this connection may not change the history. Nothing was erased: run the command "
            "with the DATABASE_URL of the role that owns the tables."
        ) from error
    if yes:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # what was overwritten goes from the database's files too
    write("\n".join(_in_words(found, done=yes)), None)


_MONTHS = click.IntRange(min=1, max=240)


@people.command()
@click.option("--letters", type=_MONTHS, help="Months since they were made.")
@click.option("--files", type=_MONTHS, help="Months since they were imported.")
@click.option("--accounts", type=_MONTHS, help="Months since they closed.")
@click.option("--yes", is_flag=True, help="Clear; without it nothing is changed.")
@ORGANISATION
@uses_database
def clear(
    letters: int | None, files: int | None, accounts: int | None, yes: bool, organisation: str | None
) -> None:
    """Clear words of letters, imported files and closed accounts that are older than so many months.

    What is not given is as the organisation's rule has it; without one, 24 months, 36 and 24.
    """
    from followthrough.site import clock
    from followthrough.site.personal_data.clearing import Months, rule_of
    from followthrough.site.personal_data.clearing import clear as clear_old

    body = organisation_called(organisation)
    rule = rule_of(body) or Months()
    months = Months(letters or rule.letters, files or rule.files, accounts or rule.accounts)
    found = clear_old(body, months, by=None, at=clock.now(), write=yes)
    done = "Cleared" if yes else "Nothing was changed. With --yes this is cleared for good"
    write(f"{done}: {found.in_words}.", None)


@people.command()
@click.argument("email")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@uses_database
def data(email: str, out: Path) -> None:
    """Write what is stored of a person to a zip file."""
    from followthrough.site import clock
    from followthrough.site.personal_data.stored import as_zip

    write_bytes(as_zip(_account(email), at=clock.now()), out)


def _account(email: str) -> "User":
    from followthrough.site.people.models import User

    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise Refusal(f"There is no account with the address {email}.")
    return user


def _in_words(found: "Erased", *, done: bool) -> list[str]:
    lines = ["Erased:" if done else "Nothing was changed. With --yes this is erased for good:"]
    lines += [f"  {number:,} {words}" for words, number in sorted(found.rows.items()) if number]
    lines += [f"  the kept file “{name}”, whose plan stays in the register" for name in found.files]
    lines.append(f"What they did stays, as done by “{found.left}”.")
    if found.shared:
        named = ", ".join(f"“{name}”" for name in found.shared)
        lines.append(f"Not looked for in texts, since others may be meant: {named}. Look for it yourself.")
    if found.published:
        lines.append("Stays as it was published, and has the name:")
        lines += [f"  {number:,} {words}" for words, number in sorted(found.published.items())]
    lines.append("Files of evidence, templates of papers and backups are not looked into.")
    return lines


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--names",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of names of people without an account, one a line.",
)
@uses_database
def anonymise(folder: Path, names: Path | None) -> None:
    """Write a copy of the installation for training into a new FOLDER, without the people in it."""
    from followthrough.site.personal_data.training import NotCopiedError, write_copy

    others = bytes_of(names).decode("utf-8", errors="replace").splitlines() if names else []
    try:
        counts = write_copy(folder, names=others)
    except NotCopiedError as refused:
        raise Refusal(str(refused)) from refused
    said = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("plans", "actions", "updates", "events"))
    write(
        f"Copied to {folder}: {said}. Nobody has a password there: "
        "“followthrough manage create_administrator” makes a way in. Read some pages before you give it to "
        "anybody: names of people without an account are taken out only where they stand in --names.",
        None,
    )
