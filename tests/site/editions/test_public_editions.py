"""Public editions: nothing exempt, no evidence and no name of a person is in any file or page of one."""

import json
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from followthrough.cli import main
from followthrough.outputs.report.kinds import KINDS
from followthrough.outputs.report.making import make_report
from followthrough.site.editions import files
from followthrough.site.editions.operations import set_public_page
from followthrough.site.evidence.offering import Offer, offer_evidence
from followthrough.site.people.operations import add_person
from followthrough.site.people.roles import Role
from followthrough.site.register.models import Action, Post
from followthrough.site.reports.making import facts_for_report
from followthrough.site.risks.operations import add_risk
from tests.site.cast import NOW, TODAY
from tests.site.changes.conftest import ask, redate
from tests.site.public.addresses import every_public_address

pytestmark = pytest.mark.django_db
MARK = "Xzebra"


@pytest.fixture
def marked(opened, alice, owen, adam) -> None:
    """The library plan with a word to look for in each exempt field, in evidence and in names."""
    secret = Action.objects.get(ref="L1.1")
    facts = {name: f"The {name} {MARK} secret" for name in ("title", "priority", "exempt_because")}
    lists = {"measures": [f"Measure {MARK}"], "notes": [{"heading": "How", "text": f"Note {MARK}"}]}
    for name, value in (facts | lists).items():
        setattr(secret, name, value)
    secret.risk = {"rating": "High", "description": f"Risk {MARK}"}
    secret.save()
    secret.updates.update(text=f"Update {MARK}", by_text=f"By {MARK}")
    secret.links.create(position=9, kind="see", to_ref="L3.0", text=f"Link {MARK}")
    below = Action.objects.get(ref="L1.2")
    below.parent, below.title = secret, f"Below {MARK} secret"
    below.save()
    risk = {name: f"{name} {MARK}" for name in ("title", "cause", "event", "effect", "controls")}
    add_risk(opened.plan, facts=risk | {"exempt_because": f"Why {MARK}"}, actions=[secret], by=alice, at=NOW)
    add_risk(opened.plan, facts={"title": "Rain comes in"}, actions=[secret], by=alice, at=NOW)
    for ref, because in (("L1.1", f"Why {MARK}"), ("L3.0", "")):
        offer = Offer(
            form="note",
            kind="report",
            words=f"Evidence {MARK}",
            is_exempt=bool(because),
            exempt_because=because,
        )
        offer_evidence(Action.objects.get(ref=ref), offer=offer, file=None, by=owen, at=NOW)
    add_person(
        organisation=opened.plan.organisation,
        email=f"mary@{MARK}.example",
        name=f"Mary {MARK}",
        role=Role.UPDATE_OWNER,
        by=adam,
        at=NOW,
    )
    Post.objects.filter(name="Libraries Manager").update(name=f"John {MARK}")
    quoting = f"As Mary {MARK} said of {secret.title}. Ask mary@{MARK}.example or John\n {MARK}."
    Action.objects.get(ref="L3.0").updates.update(text=quoting, by_text=f"Mary {MARK}")
    ask(redate(opened.plan, "L1.1", "June 2023", reason=f"Reason {MARK}"), owen)


def everything_in(content: bytes) -> str:
    """All that a file says: its parts unpacked, its streams, its text and its properties."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as parts:
            return " ".join(f"{name} {parts.read(name).decode('latin-1')}" for name in parts.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(content)) as pdf:
            streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
            known = [str(each) for each in pdf.objects if not isinstance(each, pikepdf.Stream)]
            text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
            words = " ".join(stream.decode("latin-1") for stream in streams)
            return f"{dict(pdf.docinfo.items())} {known} {words} {text}"
    return content.decode()


def test_nothing_that_is_exempt_is_in_any_file_or_page(
    marked, published_round, publish, mary, alice, client_of
):
    plan = published_round.plan
    editions = [publish(published_round, kind, "public") for kind in ("cabinet", "own-shape")]
    said = {
        f"{each.kind}.{file.form}": everything_in(files.bytes_of(file))
        for each in editions
        for file in each.files.all()
    }
    found = facts_for_report(plan, None, today=TODAY)
    for kind in KINDS:
        content = make_report(
            kind, found.position, found.facts, "json", findings=found.findings, is_public=True
        )
        said[f"{kind.name} by command"] = everything_in(content)
    member = client_of(mary)
    for address in (
        reverse("papers", args=[plan.slug]),
        *(each.get_absolute_url() for each in editions),
    ):
        said[address] = member.get(address).content.decode()
    set_public_page(plan, is_open=True, words="", contact="", by=alice, at=NOW)
    for address in every_public_address(plan, editions):
        answer = Client().get(address)
        assert answer.status_code == 200
        said[address] = everything_in(answer.content)
    whole = make_report(KINDS[1], found.position, found.facts, "json", findings=found.findings)

    assert MARK in everything_in(whole)
    assert [name for name, text in said.items() if MARK.casefold() in text.casefold()] == []
    report = json.loads(said["cabinet.json"])
    cover = {row["name"]: row["text"] for row in report["cover"]}
    assert cover["Public or exempt"].startswith(
        "Public edition. Left out: 2 exempt actions, one exempt risk, 2 pieces of evidence and"
    )
    assert "Left out: 2 exempt actions" in said["own-shape.json"]
    assert not any(MARK in str(row) for row in editions[0].actions.values())


@pytest.mark.django_db(transaction=True)
def test_the_command_leaves_out_the_same(marked, published_round, tmp_path):
    out = tmp_path / "public.json"
    place = ["report", published_round.plan.slug, "cabinet", "--out", str(out), "--public"]
    result = CliRunner().invoke(main, place)

    assert result.exit_code == 0, result.output
    assert MARK not in out.read_text()
    assert "Left out: 2 exempt actions" in out.read_text()
