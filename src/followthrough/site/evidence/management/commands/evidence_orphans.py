"""Finds evidence whose file never came or has gone, and files that no evidence names; mends on asking."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.evidence.orphans import find_orphans


class Command(BaseCommand):
    help = "Compare the files of evidence with the database; --mend brings them in line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="bring both in line")

    def handle(self, *args: Any, mend: bool, **options: Any) -> None:
        found = find_orphans(at=clock.now(), mend=mend)
        done = {True: ("now counts", "was taken out", "was deleted")}.get(
            mend, ("would count", "would be taken out", "would be deleted")
        )
        for evidence in found.arrived:
            self.stdout.write(f"{evidence.action}: “{evidence}” is whole and {done[0]}.")
        for evidence in found.never_arrived:
            self.stdout.write(f"{evidence.action}: “{evidence}” never arrived and {done[1]}.")
        for key in found.without_a_row:
            self.stdout.write(f"The file {key} is named by no evidence and {done[2]}.")
        for evidence in found.missing:
            self.stderr.write(f"{evidence.action}: the file “{evidence}” has gone from the store.")
        if found.missing:
            number = counted(len(found.missing), "file")
            raise CommandError(f"{number} of evidence can't be found. Bring them back from a backup.")
        if not found.can_be_mended:
            self.stdout.write("Every file of evidence is in its place, and no other file is there.")
        elif not mend:
            self.stdout.write("Nothing was changed. Say --mend to bring both in line.")
