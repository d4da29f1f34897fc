"""A round under way at Riverbank, in which somebody called Marker acted, and whose name stands everywhere."""

import json
from contextlib import suppress
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, connection, models, transaction

from followthrough.site.access.events import Kind, note
from followthrough.site.history.operations import record
from followthrough.site.people.models import User
from followthrough.site.people.roles import Role
from followthrough.site.personal_data.erasing import IN_THE_WAY
from followthrough.site.personal_data.texts import PUBLISHED, models_with_texts, text_fields
from followthrough.site.triggers import taken_off
from tests.site.cast import NOW, person
from tests.site.rounds.answers import send
from tests.site.rounds.conftest import holds as holds
from tests.site.rounds.conftest import library as library
from tests.site.rounds.conftest import november as november
from tests.site.rounds.conftest import opened as opened

NAME, MARKER = "Zoë Marker", "marker"
LEFT = "Somebody who held Head of Property"
# What a row of any table is filled with, and what its constraints ask beside that.
_FILL: dict[type, object] = {
    models.BooleanField: False,
    models.DateField: date(2022, 11, 1),
    models.DateTimeField: NOW,
    models.BinaryField: b"",
}
_LAST = object()  # the last row of the table that is named
_ALSO: dict[str, dict[str, object]] = {
    "changes.ChangeRequest": {"action_id": _LAST},
    "evidence.Closure": {"claimed_by_id": _LAST, "completion_id": _LAST, "end": "superseded"},
    "risks.PlanRisk": {"closed_because": ""},
    "evidence.Evidence": {"form": "link"},
    "evidence.Verdict": {"by_id": _LAST},
    "assurance.Schedule": {"rule": "", "forum": "Board"},
    "assurance.OccurrenceRecord": {"outcome": "missed", "level": ""},
    "risks.Assessment": {"action_id": _LAST},
    "imports.Import": {"state": "left", "decided_at": NOW, "decided_by_id": _LAST, "document": {}},
    "editions.Edition": {"state": "removed"},
}


@pytest.fixture
def zoe(riverbank) -> User:
    user = person("marker.z", riverbank, Role.UPDATE_OWNER)
    user.name = NAME
    user.save()
    return user


@pytest.fixture
def acted(opened, zoe, holds, alice, adam, client_of) -> User:
    """Zoë held a post, answered, signed in, and stands in events of others."""
    holds(zoe)
    send(opened, "L1.1", by=zoe)
    note(Kind.SIGNED_IN, user=zoe)
    note(Kind.REFUSED, email=zoe.email)
    EmailAddress.objects.create(user=zoe, email=zoe.email)
    SocialAccount.objects.create(user=zoe, provider="x", uid=zoe.email, extra_data={"name": NAME})
    Authenticator.objects.create(user=zoe, type="totp", data={"of": NAME})
    client_of(zoe)
    with transaction.atomic():
        record(
            type="person.renamed",
            by=adam,
            organisation=alice.memberships.get().organisation,
            subject=zoe,
            at=NOW,
            details={"was": f"{NAME} <{zoe.email}>"},
        )
    return user_again(zoe)


def user_again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def write_everywhere(user: User) -> list[str]:
    """Puts the name and address into each text of each table, which gets a row where it has none.

    Says which tables could not be given any.
    """
    words, empty = f" and ZOË \n MARKER, {user.email}.", []
    with transaction.atomic(), taken_off(IN_THE_WAY):
        for model in models_with_texts():
            if not model._base_manager.exists() and not _fill(model):
                empty.append(model._meta.label)
            for row in model._base_manager.all():
                _mark(row, words, user.email)
    return empty


def _mark(row: models.Model, words: str, email: str) -> None:
    for field in text_fields(type(row)):
        value = getattr(row, field.attname)
        if isinstance(field, models.JSONField):
            marked: object = {"it": value, words: [words, {"more": words}]}
        elif isinstance(field, models.EmailField):
            marked = value and email
        elif field.unique or (field.max_length or 99) < 60:
            continue  # a code or a key
        else:
            marked = ((value or "") + words)[: field.max_length]
        # What a constraint refuses can't name anybody.
        with suppress(IntegrityError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: marked})


def _fill(model: type[models.Model]) -> bool:
    also = _ALSO.get(model._meta.label, {})
    values = {
        field.attname: _value(field, also.get(field.attname))
        for field in model._meta.concrete_fields
        if field.is_relation or not field.primary_key
    }
    with suppress(IntegrityError), transaction.atomic():
        model._base_manager.create(
            **values | {name: each for name, each in also.items() if each is not _LAST}
        )
        return True
    return False


def _value(field: models.Field, wanted: object) -> object:
    if field.is_relation and (wanted is _LAST or not field.null):
        rows = field.related_model._base_manager.order_by("pk")
        return (rows.last() if wanted is _LAST else rows.first()).pk
    if field.has_default() or field.null:
        return field.get_default()
    fill = next((value for kind, value in _FILL.items() if type(field) is kind), None)
    return fill if fill is not None else field.choices[0][0] if field.choices else 1


def dump() -> dict[str, str]:
    """The whole database as text, by table."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told[table] = "\n".join(map(repr, cursor.fetchall())).lower()
    return told


def tables_naming(words: str = MARKER) -> list[str]:
    """The tables in which a name stands, whatever was published left out."""
    published = {label.replace(".", "_").lower() for label in PUBLISHED}
    spelled = (words.lower(), json.dumps(words).strip('"').lower())
    return [
        table
        for table, text in dump().items()
        if table not in published and any(each in text for each in spelled)
    ]
