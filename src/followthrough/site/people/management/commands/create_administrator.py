"""Adds the first administrator: `followthrough manage create_administrator`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from followthrough.site import clock
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.operations import add_person, create_organisation, make_password_link
from followthrough.site.people.roles import Role


class Command(BaseCommand):
    help = "Adds an administrator (and the organisation, if it is new) and prints a link to set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="its name, as it stands on every page")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--email", required=True, help="the e-mail address they sign in with")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the site is reached")

    def handle(self, *, organisation: str, name: str, email: str, address: str, **options: Any) -> None:
        refuse_odd_email(email)
        path = add_administrator(organisation, name, email)
        self.stdout.write(
            f"{name} can set a password here, once, within three days:\n{address.rstrip('/')}{path}"
        )


def refuse_odd_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"{email} is no e-mail address.") from None
    if User.objects.filter(email__iexact=email).exists():
        raise CommandError(f"{email} has an account already.")


@transaction.atomic
def add_administrator(organisation: str, name: str, email: str) -> str:
    """Adds the organisation where it is new, and the account; returns the path to set a password."""
    at = clock.now()
    body = Organisation.objects.filter(name=organisation).first()
    body = body or create_organisation(name=organisation, by=None, at=at)
    membership: Membership = add_person(
        organisation=body, email=email, name=name, role=Role.ADMINISTRATOR, by=None, at=at
    )
    return make_password_link(membership=membership, by=None, at=at)
