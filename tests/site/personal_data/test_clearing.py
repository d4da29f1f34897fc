"""What was stored long enough is cleared by the organisation's number of months, and the history says so."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.urls import reverse

from followthrough.cli import main
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.imports.models import Import
from followthrough.site.notices.models import Notice
from followthrough.site.people.operations import change_person
from followthrough.site.people.roles import Role
from followthrough.site.personal_data.clearing import Months, clear_by_rule, rule_of
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db
LONG_AGO, LATELY = NOW - timedelta(days=800), NOW - timedelta(days=600)


@pytest.fixture
def stored(riverbank, adam, owen, mary):
    for made_at in (LONG_AGO, LATELY):
        Notice.objects.create(
            organisation=riverbank, to=owen, kind="x", subject="Due", text="Dear Owen", state="sent",
            made_at=made_at, began_at=made_at, sent_at=made_at, address=owen.email,
        )  # fmt: skip
        Import.objects.create(
            organisation=riverbank, by=adam, at=made_at, name="plan.csv", size=1, sha256="0", content=b"Owen",
            document={}, state="left", decided_at=made_at, decided_by=adam,
        )  # fmt: skip
    for user, at in ((owen, LONG_AGO), (mary, LATELY)):
        person = user.memberships.get()
        change_person(
            membership=person, name=user.name, role=Role(person.role), can_sign_in=False, by=adam, at=at
        )


def test_only_what_is_older_goes_and_a_look_changes_nothing(stored, owen, mary):
    def run(*options):
        told = CliRunner().invoke(main, ["people", "clear", "--files", "24", *options])
        assert told.exit_code == 0, told.output
        return told.output

    what = "1 letter, 1 imported file and 1 closed account"
    assert run() == f"Nothing was changed. With --yes this is cleared for good: {what}.\n"
    assert Notice.objects.filter(text="Dear Owen").count() == 2
    assert run("--yes") == f"Cleared: {what}.\n"

    assert [each.text for each in Notice.objects.order_by("made_at")][1] == "Dear Owen"
    assert list(Notice.objects.order_by("made_at").values_list("address", flat=True)) == [
        "cleared@erased.invalid",
        owen.email,
    ]
    assert sorted(bytes(each.content) for each in Import.objects.all()) == [b"", b"Owen"]
    owen.refresh_from_db()
    mary.refresh_from_db()
    assert (owen.name, owen.email) == ("Owen", f"erased-{owen.pk}@erased.invalid")
    assert mary.email == "mary@riverbank.example"
    last = Event.objects.latest("pk")
    assert sentence(last) == f"The system cleared what Riverbank Council had stored long enough: {what}."
    assert run("--yes") == "Cleared: 0 letters, 0 imported files and 0 closed accounts.\n"
    assert Event.objects.latest("pk") == last


def test_a_rule_is_saved_after_a_look_and_clears_by_itself_each_day(stored, riverbank, adam, client_of):
    client, address = client_of(adam), reverse("clearing")
    rule = {"letters": "24", "imported": "24", "accounts": "24"}
    what = "letters after 24 months, imported files after 24 months, closed accounts after 24 months"

    page = client.post(address, rule).content.decode()
    assert "1 letter, 1 imported file and 1 closed account" in page
    client.post(address, {**rule, "letters": "1", "seen": what})
    clear_by_rule(at=NOW)
    assert (rule_of(riverbank), Notice.objects.filter(text="Dear Owen").count()) == (None, 2)

    client.post(address, {**rule, "seen": what})
    clear_by_rule(at=NOW)
    assert (rule_of(riverbank), Notice.objects.filter(text="Dear Owen").count()) == (Months(24, 24, 24), 1)
    said = [sentence(event) for event in Event.objects.order_by("pk")][-2:]
    assert said[0] == f"Adam has this cleared by itself each day: {what} (before: nothing)."
    client.post(address, {"stop": "yes"})
    clear_by_rule(at=NOW + timedelta(days=900))
    assert (rule_of(riverbank), Notice.objects.filter(text="Dear Owen").count()) == (None, 1)


@pytest.mark.parametrize("months", ["", "0", "241", "soon"])
def test_a_number_of_months_that_is_none_is_one_sentence(riverbank, adam, client_of, months):
    page = client_of(adam).post(reverse("clearing"), {"letters": months, "imported": "24", "accounts": "24"})

    assert "write a number of months from 1 to 240, such as 24" in page.content.decode()
    assert rule_of(riverbank) is None
