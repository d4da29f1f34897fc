"""`followthrough manage daily`: for a schedule. Opens rounds, writes and sends letters."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.rounds.daily import Done, do_daily


class Command(BaseCommand):
    help = "Opens the rounds that are due to open, writes the letters that are due and sends what waits."

    def handle(self, *args: Any, **options: Any) -> None:
        done = do_daily(at=clock.now())
        self.stdout.write("\n".join(sentences(done)))
        if done.tally.unreachable:
            raise CommandError(done.tally.unreachable)
        if done.tally.failed or done.tally.unsure:
            raise CommandError("Not every letter went out. The page Letters says which, and why.")


def sentences(done: Done) -> list[str]:
    """What was done, a line each."""
    lines = [f"Opened the {round_} of {round_.plan}." for round_ in done.opened]
    lines += [
        f"Not opened, since its days are over: the {round_} of {round_.plan}." for round_ in done.missed
    ]
    lines.append(f"{counted(len(done.written), 'letter')} written, {done.tally.sent} sent.")
    if not settings.MAIL_IS_SET_UP:
        lines.append("No mail server is set, so letters are kept on the page Letters.")
    return lines
