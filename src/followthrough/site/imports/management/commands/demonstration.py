"""`followthrough manage demonstration`: an invented council with a plan, and an account for each role."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from followthrough.site import clock
from followthrough.site.imports.demonstration.people import ACCOUNTS
from followthrough.site.imports.demonstration.setting_up import (
    PASSWORD,
    InUseError,
    set_up_demonstration,
)
from followthrough.site.people.models import User


class Command(BaseCommand):
    help = (
        "Adds an invented council with its plan and an account for each role, to a database without accounts."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)  # so that a new installation needs one start less
        try:
            set_up_demonstration(at=clock.now())
        except InUseError:
            self.stdout.write("This database has accounts of its own, so no demonstration was added to it.")
        else:
            self.stdout.write(self.sign_ins())

    def sign_ins(self) -> str:
        """The demonstration's accounts, one a line."""
        there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
        lines = [account.line for account in ACCOUNTS if account.email in there]
        return "\n".join(
            [f"Demonstration sign-ins, with the password “{PASSWORD}” unless you have changed it:", *lines]
        )
