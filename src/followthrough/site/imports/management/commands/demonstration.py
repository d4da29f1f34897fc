"""`followthrough manage demonstration`: an invented council with a plan, and an account for each role."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from followthrough.site import clock
from followthrough.site.imports.demonstration import (
    PASSWORD,
    InUseError,
    address_of,
    set_up_demonstration,
)
from followthrough.site.people.models import User
from followthrough.site.people.roles import ROLES, Role


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
        lines = [f"  {address_of(role):42}{ROLES[role].name}" for role in Role if address_of(role) in there]
        return "\n".join(
            [f"Demonstration sign-ins, with the password “{PASSWORD}” unless you have changed it:", *lines]
        )
