"""Who may open which address: one table over every address of the site."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from followthrough.site.imports.models import Import
from followthrough.site.imports.operations import take_in
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.roles import PERMISSIONS, ROLES, Permission, Role
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan

EVERYBODY = frozenset(Role)
OFFICE = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE})
OVERSIGHT = OFFICE | {Role.DIRECTOR_LEAD, Role.REVIEWER}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

WHO_IS = {
    Role.ADMINISTRATOR: "adam",
    Role.PROGRAMME_OFFICE: "alice",
    Role.UPDATE_OWNER: "owen",
    Role.DIRECTOR_LEAD: "dora",
    Role.MEMBER: "mary",
    Role.REVIEWER: "rita",
}


@dataclass(frozen=True)
class Address:
    """An address, whom it lets in, and the status that they get from it."""

    name: str
    may: frozenset[Role]
    method: str = "get"
    code: int = 200
    form: dict[str, str] = field(default_factory=dict, hash=False)
    # Objects are of an organisation, and somebody of another gets 404 instead of what their role allows.
    belongs: bool = False


FOR_MEMBERS = [
    Address("account", EVERYBODY),
    Address("account_change_password", EVERYBODY),
    Address("history", OVERSIGHT),
    Address("people", ADMINISTRATOR),
    Address("add_person", ADMINISTRATOR),
    Address("add_person", ADMINISTRATOR, "post"),
    Address("person", ADMINISTRATOR, belongs=True),
    Address("person", ADMINISTRATOR, "post", belongs=True),
    Address("password_link", ADMINISTRATOR, "post", belongs=True),
    Address("plans", EVERYBODY),
    Address("plan", EVERYBODY, belongs=True),
    Address("actions", EVERYBODY, belongs=True),
    Address("action", EVERYBODY, belongs=True),
    Address("checks", EVERYBODY, belongs=True),
    Address("about_plan", EVERYBODY, belongs=True),
    Address("download_plan", EVERYBODY, belongs=True),
    Address("imports", OFFICE),
    Address("import_plan", OFFICE),
    Address("import_plan", OFFICE, "post"),
    Address("import", OFFICE, belongs=True),
    Address("take_in", OFFICE, "post", 302, {"title": "Library plan"}, belongs=True),
    Address("leave_import", OFFICE, "post", 302, belongs=True),
    Address("undo_import", OFFICE, belongs=True),
    Address("undo_import", OFFICE, "post", 302, belongs=True),
]
# Open to whoever asks; the number is what somebody who is not signed in gets.
FOR_ALL = {
    "home": 200,
    "help": 200,
    "accessibility": 200,
    "account_login": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
}


def label(address: Address) -> str:
    return f"{address.method} {address.name}"


def file_that_was_read(by: User, organisation: Organisation) -> Import:
    document = library_plan()
    return Import.objects.create(
        organisation=organisation,
        by=by,
        at=NOW,
        name=document.source.name,
        media_type=document.source.media_type,
        size=document.source.size,
        sha256=document.source.sha256,
        content=b"",
        document=document.model_dump(mode="json"),
    )


@pytest.fixture
def arguments(alice, riverbank) -> dict[str, list[object]]:
    """What the addresses need to lead to something of Riverbank's."""
    plan = take_in(file_that_was_read(alice, riverbank), title="Library plan", by=alice, at=NOW)
    waiting = file_that_was_read(alice, riverbank)
    person = [alice.memberships.get().pk]
    plans = {name: [plan.slug] for name in ("plan", "actions", "checks", "about_plan", "download_plan")}
    imports = {name: [waiting.pk] for name in ("import", "take_in", "leave_import", "undo_import")}
    action = [plan.slug, 1]
    people = {"person": person, "password_link": person}
    return {**plans, **imports, **people, "action": action, "account_reset_password_from_key": ["1", "x-y"]}


def open_address(client: Client, address: Address, arguments: dict[str, list[object]]):
    path = reverse(address.name, args=arguments.get(address.name))
    return getattr(client, address.method)(path, address.form)


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def test_the_table_has_every_address_of_the_site():
    assert {address.name for address in FOR_MEMBERS} | set(FOR_ALL) == set(names(get_resolver().url_patterns))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", FOR_MEMBERS, ids=label)
def test_a_role_opens_what_the_table_says(address, role, arguments, client_of, request):
    client = client_of(request.getfixturevalue(WHO_IS[role]))

    answer = open_address(client, address, arguments)

    assert answer.status_code == (address.code if role in address.may else 403)


@pytest.mark.parametrize("address", FOR_MEMBERS, ids=label)
def test_somebody_not_signed_in_goes_to_sign_in_and_comes_back(address, arguments, client):
    answer = open_address(client, address, arguments)

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse(settings.LOGIN_URL)}?next=/")


@pytest.mark.parametrize("address", [a for a in FOR_MEMBERS if a.belongs], ids=label)
def test_what_belongs_to_another_organisation_is_not_found(address, arguments, charlie, client_of):
    administrator_there = charlie.memberships.get()
    administrator_there.role = Role.ADMINISTRATOR
    administrator_there.save()

    assert open_address(client_of(charlie), address, arguments).status_code == 404


@pytest.mark.parametrize(("name", "code"), FOR_ALL.items())
def test_what_is_open_to_all_needs_no_account(name, code, arguments, client):
    assert open_address(client, Address(name, EVERYBODY), arguments).status_code == code


@pytest.mark.parametrize("address", [a for a in FOR_MEMBERS if a.method == "get"], ids=label)
def test_a_get_never_writes(address, arguments, adam, client_of):
    client = client_of(adam)

    with CaptureQueriesContext(connection) as queries:
        open_address(client, address, arguments)

    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_a_refusal_says_the_role_and_what_to_do(mary, client_of):
    answer = client_of(mary).get(reverse("people"))

    assert "Your role is Member. Reads every plan. Ask your administrator" in answer.content.decode()


def test_an_account_of_no_organisation_is_told_so(mary, client_of):
    mary.memberships.all().delete()

    answer = client_of(mary).get(reverse("plans"))

    assert answer.status_code == 403
    assert "belongs to no organisation" in answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_each_role_has_a_name_a_sentence_and_permissions(role):
    assert ROLES[role].name
    assert ROLES[role].may.endswith(".")
    assert PERMISSIONS[role] <= set(Permission)


def test_each_permission_is_some_role_s():
    assert frozenset.union(*PERMISSIONS.values()) == set(Permission)
