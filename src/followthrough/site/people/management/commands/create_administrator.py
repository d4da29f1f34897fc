"""Adds the first administrator: `followthrough manage create_administrator`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from followthrough.site import clock
from followthrough.site.people.models import Organisation
from followthrough.site.people.operations import (
    RefusedOrganisationError,
    add_administrator,
    found_organisation,
)


class Command(BaseCommand):
    help = "Adds an administrator (and the organisation, if it is new) and prints a link to set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="its name, as it stands on every page")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--email", required=True, help="the e-mail address they sign in with")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the site is reached")

    def handle(self, *, organisation: str, name: str, email: str, address: str, **options: Any) -> None:
        at = clock.now()
        known = Organisation.objects.filter(name=organisation).first()
        try:
            if known:
                path = add_administrator(known, name=name, email=email, at=at)
            else:
                _, path = found_organisation(
                    name=organisation, oversees=False, administrator=name, email=email, at=at
                )
        except RefusedOrganisationError as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            f"{name} can set a password here, once, within three days:\n{address.rstrip('/')}{path}"
        )
