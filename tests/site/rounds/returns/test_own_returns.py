"""Nobody approves their own return: not by the operation, not on the page, not in the database."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from followthrough.site.people.roles import Role
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.returns.answering import approve_return
from tests.site.cast import NOW, person
from tests.site.rounds.answers import return_for, send

QUESTION = "Nobody approves their own return."


@pytest.fixture
def approving(opened, library, dora, holds):
    """The November round of a plan that wants approval, whose director lead Dora is."""
    library.approval_wanted = True
    library.save()
    holds(dora)
    return opened


@pytest.fixture
def sent_by_dora(approving, dora) -> ActionReturn:
    return send(approving, "L1.1", by=dora)


def test_the_operation_refuses(sent_by_dora, dora):
    with pytest.raises(OwnWorkError, match="You sent this return"):
        approve_return(sent_by_dora, version=1, by=dora, at=NOW)

    assert return_for(sent_by_dora.round, "L1.1").state == "sent"


def test_what_the_office_sent_for_its_owner_the_owner_does_not_approve(approving, alice, dora):
    sent = send(approving, "L1.1", by=alice)
    ActionReturn.objects.filter(pk=sent.pk).update(for_absent_owner=True)

    with pytest.raises(OwnWorkError, match="sent for you as its owner"):
        approve_return(sent, version=1, by=dora, at=NOW)


def test_the_page_has_no_button_and_says_who_can(sent_by_dora, dora, riverbank, holds, client_of):
    client = client_of(dora)
    page = client.get(reverse("approvals"))

    assert page.context["waiting"] == []
    assert QUESTION in page.content.decode()
    assert "Nobody else is accountable for it" in page.content.decode()
    holds(person("Femi", riverbank, Role.DIRECTOR_LEAD))
    assert "Femi can approve it." in client.get(reverse("approvals")).content.decode()


def test_a_press_all_the_same_changes_nothing_and_says_why(sent_by_dora, dora, client_of):
    pressed = {"shown": f"{sent_by_dora.pk}.1", "approve": str(sent_by_dora.pk)}
    page = client_of(dora).post(reverse("approve_returns"), pressed, follow=True).content.decode()

    assert "You sent this return, so somebody else has to approve it." in page
    assert return_for(sent_by_dora.round, "L1.1").state == "sent"


def test_the_database_refuses_too(sent_by_dora, dora):
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionReturn.objects.filter(pk=sent_by_dora.pk).update(
            state="approved", approved_by=dora, approved_at=NOW
        )
