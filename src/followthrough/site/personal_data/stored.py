"""All that the site stores of a person, for who asks: their account, and each row that belongs to it."""

import json
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string

from followthrough.site.access.models import AccessEvent
from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from followthrough.site.history.sentences import sentence
from followthrough.site.people.models import Organisation, User
from followthrough.site.personal_data.somebody import somebody

GIVEN = "person.data_given"
# What opens an account or a session is given to nobody, not even to whose it is.
_SECRET = {"password", "session_key", "session_data", "token", "token_secret", "secret", "key"}
_SECRET_JSON = {"mfa.Authenticator", "usersessions.UserSession"}


class Section(NamedTuple):
    """What is stored of one kind: what it is called, and each row as its fields and their words."""

    title: str
    rows: list[dict[str, str]]


def stored_of(user: User) -> list[Section]:
    """What is stored of an account: itself, what names it, what it did and how it signed in."""
    found = [Section("Account", [_row(user)]), *_sections_naming(user), _history(user), _access(user)]
    return [section for section in found if section.rows]


def as_zip(user: User, *, at: datetime) -> bytes:
    """The same as a page to read and as JSON for a program."""
    sections = stored_of(user)
    facts = {"name": user.name, "email": user.email, "at": at.isoformat(timespec="seconds")}
    page = render_to_string("personal_data/stored.html", facts | {"at": at, "sections": sections})
    everything = facts | {"stored": {section.title: section.rows for section in sections}}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("personal data.html", page)
        packed.writestr("personal data.json", json.dumps(everything, indent=2, ensure_ascii=False))
    return file.getvalue()


def record_given(*, user: User, organisation: Organisation, by: User, at: datetime) -> None:
    """Notes in the history that somebody was given what is stored of a person. In a transaction."""
    record(type=GIVEN, by=by, organisation=organisation, subject=user, at=at)


def _sections_naming(user: User) -> Iterator[Section]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is not User or model is User:
                continue
            rows = model._base_manager.filter(**{field.attname: user.pk}).order_by("pk")
            kind = str(model._meta.verbose_name).capitalize()
            yield Section(f"{kind} ({field.verbose_name})", [_row(row) for row in rows.iterator(500)])


def _row(row: models.Model) -> dict[str, str]:
    """The fields of a row that say something, without what opens an account."""
    columns = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        is_secret = field.name in _SECRET or isinstance(field, (models.BinaryField, models.UUIDField))
        if isinstance(field, models.JSONField) and row._meta.label in _SECRET_JSON:
            is_secret = True
        if not is_secret and value not in (None, "", [], {}):
            columns[str(field.verbose_name)] = _in_words(value)
    return columns


def _in_words(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)


def _history(user: User) -> Section:
    of_person = Q(by_id=user.pk) | Q(subject_type="people.user", subject_id=str(user.pk))
    events = Event.objects.filter(of_person).order_by("pk").iterator(500)
    rows = [{"when": _in_words(event.at), "what was done": sentence(event)} for event in events]
    return Section("History: what they did and what was done to their account", rows)


def _access(user: User) -> Section:
    of_person = Q(user_id=user.pk) | Q(email__in=somebody(user).addresses)
    return Section(
        "Sign-ins and downloads",
        [_row(each) for each in AccessEvent.objects.filter(of_person).order_by("pk")],
    )
