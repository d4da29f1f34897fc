"""Sets up the invented council whose plan shows what Followthrough does."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from followthrough.demonstration import plan_path
from followthrough.site.imports import operations
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.operations import add_person, create_organisation
from followthrough.site.people.roles import ROLES, Role

COUNCIL = "Alderbrook Borough Council"
# Known to everybody who reads this, so it is only ever given to accounts of an empty database.
PASSWORD = "follow it through"  # noqa: S105


class InUseError(Exception):
    """The database has accounts that are not the demonstration's, so nothing is added to it."""


def address_of(role: Role) -> str:
    return f"{role.value.replace('_', '.')}@alderbrook.example"


@transaction.atomic
def set_up_demonstration(*, at: datetime) -> None:
    """One account a role and the demonstration plan, by the intake that any file goes through.

    Does nothing where they are there already, whatever has become of them since.
    Raises InUseError where there are other accounts.
    """
    if Organisation.objects.filter(name=COUNCIL).exists():
        return
    if User.objects.exists():
        raise InUseError
    council = create_organisation(name=COUNCIL, by=None, at=at)
    # One hash for all: it takes a good part of a second, and this password is no secret.
    encoded = make_password(PASSWORD)
    accounts = {role: _add_account(role, council, encoded, at=at) for role in Role}
    path, office = plan_path(), accounts[Role.PROGRAMME_OFFICE]
    read = operations.read_file(
        content=path.read_bytes(), name=path.name, organisation=council, by=office, at=at
    )
    operations.take_in(read, title=read.plan_document.title or path.stem, by=office, at=at)


def _add_account(role: Role, council: Organisation, encoded: str, *, at: datetime) -> User:
    name = f"{ROLES[role].name} of Alderbrook"
    account = add_person(
        organisation=council, email=address_of(role), name=name, role=role, by=None, at=at
    ).user
    account.password = encoded
    account.save(update_fields=["password"])
    return account
