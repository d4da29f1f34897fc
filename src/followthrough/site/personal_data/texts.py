"""All texts that the site stores, whatever table they are in."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from followthrough.site.editions.models import Edition

# Of the libraries, these hold nothing but what we set up or what goes with an account.
_WITHOUT_TEXTS = {"auth", "contenttypes", "sessions", "account", "socialaccount", "mfa", "usersessions"}
# Events and accounts have ways of their own; seals have digests alone.
_APART = {"history.Event", "history.Seal", "people.User", "people.Organisation"}
# What was published stays as it was published: copies of it are with the public.
PUBLISHED = {
    "rounds.Publication",
    "rounds.Standing",
    "editions.EditionFile",
    "editions.EditionAction",
    "editions.Withdrawal",
}
_AT_A_TIME = 500


class Texts(NamedTuple):
    """A row with the texts that stand in it, and in its JSON, by the names of their fields."""

    model: type[models.Model]
    key: Any
    fields: dict[str, Any]


def models_with_texts() -> list[type[models.Model]]:
    """The tables of which each text is looked at, in the order in which they were set up."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in _WITHOUT_TEXTS
        and model._meta.label not in _APART | PUBLISHED
        and text_fields(model)
    ]


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a table in which anybody could have written a name."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not field.choices
    ]


def all_texts() -> Iterator[Texts]:
    """Each row of `models_with_texts`, as it is stored."""
    for model in models_with_texts():
        yield from texts_of(model)


def texts_of(model: type[models.Model]) -> Iterator[Texts]:
    """Each row of one table; of papers the drafts alone."""
    names = [field.attname for field in text_fields(model)]
    rows = model._base_manager.order_by("pk")
    if model is Edition:
        rows = rows.filter(published_at=None)
    last = None
    # Not one long query: triggers can't be taken off while one is open.
    while some := list((rows.filter(pk__gt=last) if last else rows).values_list("pk", *names)[:_AT_A_TIME]):
        for key, *values in some:
            yield Texts(model, key, dict(zip(names, values, strict=True)))
        last = some[-1][0]
