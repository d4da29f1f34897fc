"""Every role follows the links that it is shown: no page fails, and none shows what is not theirs."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from followthrough.rules.answers import Answer
from followthrough.site.people.roles import Role
from followthrough.site.register.operations import apply
from followthrough.site.rounds.returns.answering import save_draft
from tests.site.cast import NOW, person
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.answers import return_for
from tests.site.rounds.conftest import holds as holds
from tests.site.rounds.conftest import library as library
from tests.site.rounds.conftest import november as november
from tests.site.rounds.conftest import opened as opened

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
# Followed last by whoever signs out, or kept for the files that a page is drawn with.
LEFT_OUT = ("/static/", "/sign-out/")
DRAFT, ELSEWHERE = "Words that Owen has not sent", "Hillside keeps this to itself"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ODD = {
    "page": "-1'",
    "sort": "<b>",
    "q": "\ud7ff\U0001f5ff ' OR 1=1 --",
    "status": "none",
    "from": "31/02/2022",
}


def route_of(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def crawl(client: Client, *, odd: bool = False) -> dict[str, str]:
    """One page of each kind that links lead to from the first, by their addresses, as text."""
    pages: dict[str, str] = {}
    kinds, ahead = set(), ["/"]
    while ahead:
        address = ahead.pop(0)
        kind = route_of(address)
        if kind in kinds or address.startswith(LEFT_OUT):
            continue
        kinds.add(kind)
        answer = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code in (200, 204, 302, 400, 403, 404, 405), f"{address}: {answer.status_code}"
        if kind != "health":
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, address
            assert "unsafe" not in answer.headers.get("Content-Security-Policy", ""), address
        pages[address] = text.decode(errors="replace")
        if answer.status_code == 302:
            ahead.append(answer["Location"])
        ahead += map(unescape, LINK.findall(pages[address]))
        if odd and answer.status_code == 200:
            assert client.get(address, ODD).status_code in (200, 302, 400, 404), f"{address} with odd words"
    return pages


@pytest.fixture
def told_apart(opened, owen, hillside, charlie, holds) -> None:
    """A draft that nobody sent, and a plan of another organisation."""
    holds(owen)
    draft = return_for(opened, "L1.1")
    save_draft(draft, answer=Answer(done=DRAFT), version=0, by=owen, at=NOW)
    document = library_plan().model_copy(update={"title": ELSEWHERE, "organisation": "Hillside Council"})
    apply(document, organisation=hillside, by=charlie, at=NOW)


def test_no_link_of_any_role_leads_to_a_fault_or_to_what_is_another_s(
    told_apart, riverbank, adam, client_of, charlie
):
    seen = {}
    for role in Role:
        client = client_of(person(f"Crawler {role.value}".replace(" ", ""), riverbank, role))
        seen[role] = crawl(client, odd=role == Role.ADMINISTRATOR)
        assert [page for page, text in seen[role].items() if ELSEWHERE in text] == [], role
    assert len(seen[Role.ADMINISTRATOR]) > 40
    assert [page for page, text in seen[Role.MEMBER].items() if DRAFT in text] == []

    charlie.memberships.update(role=Role.ADMINISTRATOR)
    elsewhere = crawl(client_of(charlie))
    assert [page for page, text in elsewhere.items() if "Riverbank" in text or DRAFT in text] == []
    assert any(ELSEWHERE in text for text in elsewhere.values())


def test_what_one_organisation_s_pages_lead_to_is_not_there_for_another(
    told_apart, adam, client_of, charlie, alice
):
    charlie.memberships.update(role=Role.ADMINISTRATOR)
    theirs = client_of(charlie)
    addresses = [address for address in crawl(client_of(adam)) if re.search(r"/\d+/|/plans/[^/]+/", address)]

    found = {address: theirs.get(address) for address in addresses if not address.startswith("/static/")}

    of_the_plan = [address for address in found if address.startswith("/plans/")]
    assert len(of_the_plan) > 20
    # What takes a form alone says so of every plan, there or not.
    assert {found[address].status_code for address in of_the_plan} == {404, 405}
    texts = {address: answer.content.decode(errors="replace") for address, answer in found.items()}
    assert [address for address, text in texts.items() if DRAFT in text or "Riverbank" in text] == []
