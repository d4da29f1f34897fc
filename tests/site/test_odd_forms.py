"""Every form that a page shows is sent with what nobody types: each is answered in words, none fails."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve
from lxml import html

from followthrough.site.history.models import Event
from followthrough.site.people.models import User
from followthrough.site.people.roles import Role
from followthrough.site.register.models import Action, Plan, Post
from tests.site.cast import person
from tests.site.rounds.conftest import holds as holds
from tests.site.rounds.conftest import library as library
from tests.site.rounds.conftest import november as november
from tests.site.rounds.conftest import opened as opened
from tests.site.test_crawl import ELSEWHERE, crawl, route_of
from tests.site.test_crawl import told_apart as told_apart

ROLES = (Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE, Role.UPDATE_OWNER)
CHOSEN = {"hidden", "radio", "checkbox", "select", "submit"}
TOO_MUCH, NOUGHT = "x" * 10_000, "Words\x00 of nought"
WRONG = "99999999999999999999999"
# The page for all forms, or the form of the page itself.
SAYS_SO = ("holds a character that is no text", "govuk-error-summary")


class Box(NamedTuple):
    name: str
    kind: str
    value: str


class Sent(NamedTuple):
    """A form of a page: where it is sent, in which shape, with which boxes."""

    address: str
    is_with_files: bool
    boxes: tuple[Box, ...]

    @property
    def kind(self) -> tuple[object, ...]:
        return (route_of(self.address), urlsplit(self.address).query.split("=")[0], {*self.names})

    @property
    def names(self) -> list[str]:
        return [box.name for box in self.boxes]

    def filled(self, *, words: str | None = None, choice: str | None = None) -> dict[str, object]:
        """What a browser would send, with other words in each box, or another choice where there are some."""
        said: dict[str, object] = {}
        for box in self.boxes:
            if box.kind == "file":
                said[box.name] = SimpleUploadedFile(f"{words or 'plan'}.csv", b"Ref,Action\nA1,Mend")
                continue
            other = choice if box.kind in CHOSEN else words
            said.setdefault(box.name, box.value if other is None else other)
        return said


def forms_of(address: str, text: str) -> Iterator[Sent]:
    if "<form" not in text:
        return
    for form in html.fromstring(text).iter("form"):
        if form.get("method", "").lower() != "post":
            continue
        boxes = [
            Box(each.get("name"), kind_of(each), each.get("value") or "")
            for each in form.iter()
            if is_box(each)
        ]
        # The browser's word for "this page" is no action at all.
        target = urljoin(address, form.get("action") or address)
        is_with_files = form.get("enctype") == "multipart/form-data"
        yield Sent(target, is_with_files, tuple(box for box in boxes if box.name != "csrfmiddlewaretoken"))


def is_box(element: html.HtmlElement) -> bool:
    return element.tag in ("input", "select", "textarea", "button") and bool(element.get("name"))


def kind_of(element: html.HtmlElement) -> str:
    if element.tag == "input":
        return str(element.get("type", "text"))
    return {"button": "submit"}.get(element.tag, str(element.tag))


@pytest.fixture
def every_form(told_apart, riverbank, client_of) -> list[tuple[Client, Sent]]:
    """One of each kind that the pages show to who administers, runs the programme, and answers."""
    found: dict[str, tuple[Client, Sent]] = {}
    for role in ROLES:
        client = client_of(person(f"Sender {role.value}".replace(" ", ""), riverbank, role))
        for address, text in crawl(client).items():
            for form in forms_of(address, text):
                found.setdefault(str(form.kind), (client, form))
    return list(found.values())


def send(client: Client, form: Sent, boxes: dict[str, object]) -> tuple[int, str, int]:
    """The answer and how many events there are then; after it all is as before. Each is sent as multipart."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.post(form.address, boxes)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        events = Event.objects.count()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code, text.decode(errors="replace"), events


def is_looked_at_by_its_form(form: Sent) -> bool:
    return getattr(resolve(urlsplit(form.address).path).func, "csrf_exempt", False)


def odd_boxes(form: Sent, keys: set[str]) -> Iterator[dict[str, object]]:
    yield form.filled(words=TOO_MUCH)
    yield form.filled(words=WRONG, choice=WRONG)
    if any(box.kind in CHOSEN for box in form.boxes):
        yield form.filled(choice="<b>")
        yield from (form.filled(choice=key) for key in keys)


def boxes_with_a_nought(form: Sent) -> Iterator[dict[str, object]]:
    """In all boxes at once; where the form itself looks, in each alone."""
    words = [box.name for box in form.boxes if box.kind != "file"]
    for names in [[name] for name in words] if is_looked_at_by_its_form(form) else [words] * bool(words):
        yield form.filled() | dict.fromkeys(names, NOUGHT)


def test_no_form_fails_on_what_nobody_types_nor_reaches_another_organisation(every_form, hillside):
    keys = {str(model.objects.latest("pk").pk) for model in (Plan, Action, Post, User)}
    theirs, ours = Event.objects.filter(organisation_id=hillside.pk), Event.objects.count()
    events = theirs.count()
    assert len(every_form) > 40
    assert sum(is_looked_at_by_its_form(form) for _, form in every_form) > 0
    for client, form in every_form:
        for boxes in odd_boxes(form, keys):
            status, text, _ = send(client, form, boxes)
            assert status in (200, 204, 302, 400, 403, 404, 409, 413), f"{form.address}: {status}"
            assert ELSEWHERE not in text, form.address
        for boxes in boxes_with_a_nought(form):
            status, text, events_after = send(client, form, boxes)
            assert status == (200 if is_looked_at_by_its_form(form) else 400), f"{form.address}: {status}"
            assert any(sentence in text for sentence in SAYS_SO), f"{form.address}: {boxes}"
            assert events_after == ours, form.address
    assert theirs.count() == events
