"""The set of invented councils: in an empty database alone, and alive."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from followthrough.cli import main
from followthrough.rules.figures import Figures
from followthrough.site.history.models import Event
from followthrough.site.imports.demonstration.national_set import ANSWERED, PEOPLE, set_up_councils
from followthrough.site.imports.demonstration.setting_up import PASSWORD, InUseError
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.register.models import Action, Plan, Update
from followthrough.site.rounds.models import ActionReturn, Publication, Round, Standing
from followthrough.site.rounds.queries import returns_of
from tests.site.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def fill(councils: int = 2, actions: int = 40, rounds: int = 5) -> list[Plan]:
    return list(set_up_councils(councils=councils, actions=actions, rounds=rounds, at=NOW))


def test_each_council_has_its_plan_its_past_rounds_and_one_under_way():
    plans = fill()

    assert len({plan.organisation for plan in plans}) == 2
    for plan in plans:
        periods = list(plan.rounds.values_list("period", "state"))
        assert periods == [
            ("2022-11", "open"),
            ("2022-10", "published"),
            ("2022-09", "published"),
            ("2022-08", "published"),
            ("2022-07", "published"),
            ("2022-06", "published"),
        ]
    assert Action.objects.count() == 80
    assert Update.objects.filter(by=None).count() == Standing.objects.count() == 80 * 5


def test_what_is_published_adds_up():
    fill(councils=1)

    for publication in Publication.objects.all():
        figures = Figures.model_validate(publication.figures)
        assert sum(figures.counts.values()) == figures.total == 40
        assert figures.opening + figures.new - figures.closed == figures.closing


def test_owners_of_each_council_have_returns_to_send_and_some_are_sent():
    (plan,) = fill(councils=1)
    owner = Membership.objects.get(role="update_owner").user

    assert returns_of(owner, plan.organisation, day=TODAY).exists()
    assert ActionReturn.objects.filter(state="sent").count() == min(ANSWERED, ActionReturn.objects.count())


def test_each_council_has_accounts_that_can_sign_in():
    fill()

    assert Membership.objects.count() == 2 * len(PEOPLE)
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


@pytest.mark.parametrize("moment", [datetime(2024, 2, 29, tzinfo=UTC), datetime(2026, 1, 31, tzinfo=UTC)])
def test_it_can_be_set_up_on_any_day(moment: datetime):
    list(set_up_councils(councils=1, actions=30, rounds=3, at=moment))

    assert Round.objects.get(state="open").period == f"{moment:%Y-%m}"


def test_a_database_with_accounts_gets_nothing(alice):
    with pytest.raises(InUseError):
        fill()
    assert Organisation.objects.count() == 1


def test_the_command_says_what_it_made_and_who_can_sign_in():
    result = CliRunner().invoke(main, ["demo", "--councils", "2", "--actions", "12", "--rounds", "2"])

    assert result.exit_code == 0
    assert "2 councils, 24 actions, 48 updates." in result.stdout
    assert User.objects.order_by("pk").first().email in result.stdout
    assert Event.objects.filter(type="plan.imported").count() == 2


def test_the_command_leaves_a_database_with_accounts_alone(alice):
    result = CliRunner().invoke(main, ["demo", "--councils", "1"])

    assert (result.exit_code, result.stdout) == (2, "")
    assert not Plan.objects.exists()
