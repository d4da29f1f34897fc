"""Erases a person: their account, their sign-ins, and their name wherever it is stored.

What they did stays, as done by somebody who held their post. What was published stays as it was published.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.db import connection, models, transaction
from django.db.models import Q

from followthrough.site.access.models import AccessEvent
from followthrough.site.access.sessions import end_sessions
from followthrough.site.access.triggers import KEEPING_ACCESS
from followthrough.site.assurance.models import CalendarFeed
from followthrough.site.assurance.triggers import KEEPING as KEEPING_ASSURANCE
from followthrough.site.changes.journal import JOURNAL
from followthrough.site.editions.models import Edition
from followthrough.site.history.erasing import Rewritten, rewrite_events
from followthrough.site.history.models import Event
from followthrough.site.history.sealing import seal_what_was_left
from followthrough.site.history.triggers import CHANGING, SEALING
from followthrough.site.history.verifying import verify
from followthrough.site.imports.models import Import
from followthrough.site.people.models import Organisation, User
from followthrough.site.personal_data.somebody import Somebody, somebody
from followthrough.site.personal_data.texts import Texts, all_texts, text_fields
from followthrough.site.record_notes.triggers import KEEPING as KEEPING_NOTES
from followthrough.site.register.document.rows import folded
from followthrough.site.register.lists.search_index import make_search_anew
from followthrough.site.register.models import Post
from followthrough.site.register.triggers import FIRST_DATE
from followthrough.site.risks.triggers import KEEPING as KEEPING_RISKS
from followthrough.site.rounds.models import KeptWords, Publication, Standing
from followthrough.site.rounds.triggers import KEEPING as KEEPING_ROUNDS
from followthrough.site.spreadsheets.models import SentSpreadsheet
from followthrough.site.triggers import taken_off, together

# Off while texts are rewritten. The journal would keep each name that goes.
IN_THE_WAY = together(
    CHANGING,
    SEALING,
    KEEPING_ACCESS,
    KEEPING_ASSURANCE,
    KEEPING_RISKS,
    KEEPING_NOTES,
    KEEPING_ROUNDS,
    JOURNAL,
    FIRST_DATE,
)
# Nothing of these is worth anything without its person.
_GO: tuple[type[models.Model], ...] = (
    EmailAddress,
    SocialAccount,
    Authenticator,
    CalendarFeed,
    KeptWords,
)
_UNDECIDED = (Import.State.WAITING, Import.State.READING, Import.State.FAILED, Import.State.READ)


class NotErasedError(Exception):
    """The message says why nothing was erased, and what to do first."""


@dataclass
class Erased:
    """What an erasure reaches: how many rows of each table, and what stays as it was published.

    `shared` are names that were not looked for in texts; `files` are kept uploads that were emptied.
    """

    left: str
    shared: list[str]
    rows: Counter[str] = field(default_factory=Counter)
    published: Counter[str] = field(default_factory=Counter)
    files: list[str] = field(default_factory=list)


class _PreviewError(Exception):
    """Takes back what was done to see what would be."""


def preview(user: User, *, at: datetime) -> Erased:
    """What `erase` would reach, without changing anything. Raises NotErasedError."""
    found: list[Erased] = []
    try:
        with transaction.atomic():
            found.append(erase(user, by=None, reason="", at=at))
            raise _PreviewError
    except _PreviewError:
        return found[0]


@transaction.atomic
def erase(user: User, *, by: User | None, reason: str, at: datetime) -> Erased:
    """Erases an account and its person, and records in each of its organisations that it was done and why.

    On PostgreSQL to be called as the owner of the tables. Raises NotErasedError, and changes nothing, where
    the history is not as it was sealed, or something that waits for a decision names the person.
    """
    person = somebody(user)
    with taken_off(IN_THE_WAY):
        seal_what_was_left()
        _refuse_unless_sound()
        _refuse_what_waits(person)
        found = Erased(person.left, sorted(person.shared))
        organisations = _organisations_of(person)
        _erase_account(person, found)
        _rewrite_texts(person, found)
        make_search_anew(connection)
        for organisation in organisations:
            _rewrite_history(person, organisation, found, by=by, reason=reason, at=at)
        found.published = _published_with(person)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET CONSTRAINTS ALL IMMEDIATE"
                )  # a table with checks to come keeps its triggers
    transaction.on_commit(cache.clear)
    return found


def _refuse_unless_sound() -> None:
    """An erasure must not make an alteration look right."""
    for organisation in Organisation.objects.order_by("pk"):
        if not verify(organisation.pk, organisation.slug).is_sound:
            raise NotErasedError(
                f"The history of {organisation} is not as it was sealed. Nothing was erased: "
                "“followthrough history verify” says where, and that has to be settled first."
            )


def _refuse_what_waits(person: Somebody) -> None:
    replacing = person.replacing
    for waiting in Import.objects.filter(state__in=_UNDECIDED).iterator(chunk_size=1):
        if replacing.found_in([waiting.name, waiting.document, waiting.tables]) or _in_bytes(person, waiting):
            raise NotErasedError(
                f"The file “{waiting.name}” names the person and waits for a decision. Nothing was erased: "
                "add it to the register or cancel it first."
            )
    drafts = Edition.objects.filter(published_at=None).exclude(state=Edition.State.REMOVED)
    for draft in drafts.iterator(chunk_size=1):
        if replacing.found_in([getattr(draft, each.attname) for each in text_fields(Edition)]):
            raise NotErasedError(
                f"The draft of the paper “{draft}” names the person. Nothing was erased: "
                "publish it or remove it first."
            )


def _in_bytes(person: Somebody, stored: Import) -> bool:
    content = bytes(stored.content).lower()
    spelled = (person.names - person.shared) | person.addresses
    return any(name.lower().encode() in content for name in spelled)


def _organisations_of(person: Somebody) -> list[Organisation]:
    """Those that the account belongs to, and those in whose history the person stands."""
    joined = set(person.user.memberships.values_list("organisation_id", flat=True))
    return [
        organisation
        for organisation in Organisation.objects.order_by("pk")
        if organisation.pk in joined or _events_with(person, organisation)
    ]


def _events_with(person: Somebody, organisation: Organisation) -> dict[int, Rewritten]:
    """The events of an organisation in which the person stands, with what they say without them."""
    replacing, user, changed = person.replacing, person.user, {}
    for event in Event.objects.filter(organisation_id=organisation.pk).order_by("pk").iterator():
        is_subject = event.subject_type == "people.user" and event.subject_id == str(user.pk)
        without = Rewritten(
            person.left if event.by_id == user.pk else event.by_name,
            person.left if is_subject else replacing(event.subject_label),
            replacing(event.details),
        )
        if without != (event.by_name, event.subject_label, event.details):
            changed[event.pk] = without
    return changed


def _rewrite_history(
    person: Somebody,
    organisation: Organisation,
    found: Erased,
    *,
    by: User | None,
    reason: str,
    at: datetime,
) -> None:
    events = _events_with(person, organisation)
    found.rows["events of the history"] += len(events)
    rewrite_events(events, organisation=organisation, subject=person.user, by=by, reason=reason, at=at)


def _rewrite_texts(person: Somebody, found: Erased) -> None:
    replacing = person.replacing
    for row in all_texts():
        changed = {name: replacing(value) for name, value in row.fields.items() if replacing.found_in(value)}
        if row.model is Import:
            _empty_file(person, row, found)
        if not changed:
            continue
        if row.model is Post:
            changed["folded"] = _free_spelling(row.key, changed.get("name", row.fields["name"]))
        fitted = {name: _fitting(row.model, name, value) for name, value in changed.items()}
        row.model._base_manager.filter(pk=row.key).update(**fitted)
        found.rows[str(row.model._meta.verbose_name_plural)] += 1


def _free_spelling(key: int, name: str) -> str:
    """The spelling by which a post that was called by a name is found from now on."""
    spelled = folded(name)
    taken = Post.objects.exclude(pk=key).filter(folded=spelled).exists()
    return f"{spelled[:180]} {key}" if taken else spelled


def _empty_file(person: Somebody, row: Texts, found: Erased) -> None:
    """A kept file can't be rewritten: it goes, and what was read in it stays."""
    stored = Import.objects.get(pk=row.key)
    if stored.content and (person.replacing.found_in(row.fields) or _in_bytes(person, stored)):
        Import.objects.filter(pk=row.key).update(content=b"")
        found.files.append(str(person.replacing(stored.name)))


def _fitting(model: type[models.Model], name: str, value: Any) -> Any:
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value


def _erase_account(person: Somebody, found: Erased) -> None:
    user = person.user
    end_sessions(user)
    of_person = Q(user_id=user.pk) | Q(email__in=person.addresses)
    found.rows["sign-ins and downloads"] = AccessEvent.objects.filter(of_person).update(
        name="", email="", ip=None, browser=""
    )
    for model in _GO:
        model._base_manager.filter(user=user).delete()
    SentSpreadsheet.objects.filter(by=user).delete()
    user.memberships.all().delete()
    user.name, user.email, user.is_active = person.left, person.address_left, False
    user.set_unusable_password()
    user.save()
    found.rows["accounts"] = 1


def _published_with(person: Somebody) -> Counter[str]:
    """How much of what was published has the name, by what it is called."""
    replacing, counted = person.replacing, Counter[str]()
    published: dict[str, models.QuerySet[Any]] = {
        "published rounds": Publication.objects.all(),
        "actions in published rounds": Standing.objects.all(),
        "published papers": Edition.objects.exclude(published_at=None),
    }
    for words, rows in published.items():
        for row in rows.iterator(chunk_size=200):
            texts = [getattr(row, each.attname) for each in text_fields(type(row))]
            counted[words] += replacing.found_in(texts)
    return +counted
