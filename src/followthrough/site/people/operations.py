"""The writes: adding people and changing what they may do, each with its event."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from followthrough.site.access.sessions import end_sessions
from followthrough.site.history.operations import record
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import Role
from followthrough.site.people.signing_in import password_path


class RefusedOrganisationError(Exception):
    """An organisation or its administrator can't be added; the message says why and what to do."""


@transaction.atomic
def create_organisation(*, name: str, by: User | None, at: datetime, oversees: bool = False) -> Organisation:
    """A new organisation, with nobody in it; its short name stands in addresses and commands."""
    organisation = Organisation.objects.create(name=name, slug=_free_slug(name), oversees=oversees)
    record(type="organisation.created", by=by, organisation=organisation, subject=organisation, at=at)
    return organisation


def _free_slug(name: str) -> str:
    length = Organisation._meta.get_field("slug").max_length or 0
    plain = slugify(name)[: length - 5] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(each for each in numbered if each not in taken)


@transaction.atomic
def found_organisation(
    *, name: str, oversees: bool, administrator: str, email: str, at: datetime
) -> tuple[Organisation, str]:
    """A new organisation with its first administrator, and the path at which they set a password.

    Raises RefusedOrganisationError.
    """
    name = " ".join(name.split())
    longest = Organisation._meta.get_field("name").max_length or 0
    if not name or len(name) > longest:
        raise RefusedOrganisationError(f"Give the organisation a name of 1 to {longest} letters.")
    known = Organisation.objects.filter(name__iexact=name).first()
    if known:
        raise RefusedOrganisationError(
            f"There is an organisation “{known.name}” already, with the short name {known.slug}."
        )
    organisation = create_organisation(name=name, by=None, at=at, oversees=oversees)
    return organisation, add_administrator(organisation, name=administrator, email=email, at=at)


@transaction.atomic
def add_administrator(organisation: Organisation, *, name: str, email: str, at: datetime) -> str:
    """One more administrator, by whoever runs the installation; the path at which they set a password.

    Raises RefusedOrganisationError for an odd address or name, or one that has an account.
    """
    try:
        validate_email(email)
    except ValidationError:
        raise RefusedOrganisationError(f"{email} is no e-mail address.") from None
    if not 1 <= len(name.strip()) <= (User._meta.get_field("name").max_length or 0):
        raise RefusedOrganisationError("Give the administrator a name of 1 to 150 letters.")
    if User.objects.filter(email__iexact=email).exists():
        raise RefusedOrganisationError(
            f"{email} has an account already, and an account belongs to one organisation. Choose another "
            "address."
        )
    membership = add_person(
        organisation=organisation, email=email, name=name, role=Role.ADMINISTRATOR, by=None, at=at
    )
    return make_password_link(membership=membership, by=None, at=at)


@transaction.atomic
def set_oversees(organisation: Organisation, *, oversees: bool, by: User | None, at: datetime) -> None:
    """Let an organisation be shown what others publish by their consent, or no longer. Asked twice it
    counts once."""
    if organisation.oversees == oversees:
        return
    organisation.oversees = oversees
    organisation.save(update_fields=["oversees"])
    type_ = "organisation.oversees" if oversees else "organisation.oversees_no_more"
    record(type=type_, by=by, organisation=organisation, subject=organisation, at=at)


@transaction.atomic
def add_person(
    *, organisation: Organisation, email: str, name: str, role: Role, by: User | None, at: datetime
) -> Membership:
    """An account that can sign in once it has set a password by a link."""
    user = User.objects.create_user(email, name)
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    record(
        type="person.added",
        by=by,
        organisation=organisation,
        subject=user,
        at=at,
        details={"role": membership.description.name},
    )
    return membership


@transaction.atomic
def change_person(
    *, membership: Membership, name: str, role: Role, can_sign_in: bool, by: User, at: datetime
) -> None:
    """Gives the account a name, its role, and whether it can sign in; records what is new."""
    user, was = membership.user, membership.description.name
    changed: list[tuple[str, dict[str, str]]] = []
    if name != user.name:
        changed.append(("person.renamed", {"was": user.name}))
    if role != membership.role:
        membership.role = role
        changed.append(("person.role_changed", {"was": was, "role": membership.description.name}))
    if can_sign_in != user.is_active:
        changed.append(("person.reopened" if can_sign_in else "person.closed", {}))
    user.name, user.is_active = name, can_sign_in
    user.save(update_fields=["name", "is_active"])
    membership.save(update_fields=["role"])
    if not can_sign_in:
        end_sessions(user)
    for event, details in changed:
        record(type=event, by=by, organisation=membership.organisation, subject=user, at=at, details=details)


@transaction.atomic
def make_password_link(*, membership: Membership, by: User | None, at: datetime) -> str:
    """The path of a page where the person can set a password, once, within three days.

    Whoever has the link can sign in as that person, so it is an event that it was made.
    """
    user = membership.user
    record(type="person.link_made", by=by, organisation=membership.organisation, subject=user, at=at)
    return password_path(user)


@transaction.atomic
def account_of_commands(organisation: Organisation, *, at: datetime) -> User:
    """The account in whose name the command line writes, made where there is none. Nobody signs in by it."""
    email = f"command.line@{organisation.slug}.invalid"  # a domain that no message ever reaches
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    user = add_person(
        organisation=organisation,
        email=email,
        name="The command line",
        role=Role.PROGRAMME_OFFICE,
        by=None,
        at=at,
    ).user
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user
