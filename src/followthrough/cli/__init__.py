"""The command line: thin, and quick to start, since each command imports what it needs when it runs."""

import gc
import sys
from io import TextIOWrapper

import click

from followthrough.cli import (
    assurance,
    changes,
    demo,
    files,
    history,
    organisations,
    people,
    register,
    report,
    safe,
    serving,
)

_OBJECTS_BETWEEN_SEARCHES = 200_000


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="followthrough", message="Followthrough %(version)s")
def main() -> None:
    """Reads the action plans of public bodies, doubts what deserves doubt, and serves the register."""
    # A plan that was read is needed until the end: to look for what could go takes a tenth of the time.
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            _let_every_letter_through(stream)


def _let_every_letter_through(stream: TextIOWrapper) -> None:
    """A terminal shows "?" for a letter that it lacks; a file or a pipe gets every letter, as UTF-8."""
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8")


for command in (
    files.read,
    files.check,
    files.compare,
    files.convert,
    register.import_plan,
    register.plans,
    register.rounds,
    register.figures,
    register.export,
    changes.changes,
    changes.plan_as_at,
    assurance.assurance,
    report.reports,
    report.report,
    assurance.risks,
    register.examples,
    demo.demo,
    organisations.organisations,
    serving.serve,
    history.history,
    people.people,
    people.anonymise,
    safe.backup,
    safe.restore,
    safe.health,
    safe.check_installation,
    serving.manage,
):
    main.add_command(command)
