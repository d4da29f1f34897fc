"""The command that compares the store with the database."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from followthrough.site import clock
from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import Offer, offer_evidence
from tests.site.cast import NOW
from tests.site.evidence.files import upload

pytestmark = pytest.mark.django_db
FILE = Offer(form="file", kind="training", words="Who was trained when.")


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("evidence_orphans", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def evidence(crews, owen) -> Evidence:
    return offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)


def test_all_in_its_place_is_said(evidence):
    assert said("--mend") == "Every file of evidence is in its place, and no other file is there.\n"


def test_it_says_first_and_changes_only_on_asking(evidence, store, monkeypatch):
    stray = next(path for path in store.rglob("*") if path.is_file()).parent / "stray"
    stray.write_bytes(b"x")
    old = (NOW - timedelta(days=2)).timestamp()
    os.utime(stray, (old, old))
    Evidence.objects.update(state=Evidence.State.ARRIVING, at=NOW - timedelta(hours=2))
    stray.parent.rename(store / "one")

    found = said()
    assert "F1 Train the crews: “Training list.pdf” never arrived and would be taken out." in found
    assert "The file one/stray is named by no evidence and would be deleted." in found
    assert Evidence.objects.exists()

    said("--mend")
    assert not Evidence.objects.exists()
    assert not (store / "one" / "stray").exists()


def test_what_is_arriving_just_now_is_left_alone(evidence, store):
    Evidence.objects.update(state=Evidence.State.ARRIVING, at=clock.now())
    (store / "new").write_bytes(b"x")
    now = clock.now().timestamp()
    os.utime(store / "new", (now, now))

    assert "in its place" in said("--mend")


def test_a_file_that_has_gone_is_said_and_fails(evidence, store):
    (path,) = [each for each in store.rglob("*") if each.is_file()]
    path.unlink()

    with pytest.raises(CommandError, match=r"1 file of evidence can't be found\. Bring them back"):
        said("--mend")

    assert Evidence.objects.get().state == Evidence.State.OFFERED
