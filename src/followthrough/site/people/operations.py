"""The writes: adding people and changing what they may do, each with its event."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from followthrough.site.access.sessions import end_sessions
from followthrough.site.history.operations import record
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import Role
from followthrough.site.people.signing_in import password_path


@transaction.atomic
def create_organisation(*, name: str, by: User | None, at: datetime) -> Organisation:
    """A new organisation, with nobody in it."""
    organisation = Organisation.objects.create(name=name, slug=slugify(name))
    record(type="organisation.created", by=by, organisation=organisation, subject=organisation, at=at)
    return organisation


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
