"""Fills an empty database with invented councils, each with a plan, its past rounds and one under way.

It shows what the site is like with the plans of a whole country in it, and is what its speed is measured on.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from followthrough.demonstration.councils import council_name, council_plan
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import months_after, periods_between
from followthrough.site import clock
from followthrough.site.imports.demonstration.round import answer_that_can_be_sent, open_round_under_way
from followthrough.site.imports.demonstration.setting_up import PASSWORD, InUseError
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.operations import add_person, create_organisation
from followthrough.site.people.roles import ROLES, Role
from followthrough.site.register.checking import checks_left_to_the_worker
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import send_return

# The accounts of each council, and the post that each holds.
PEOPLE = {
    Role.PROGRAMME_OFFICE: None,
    Role.UPDATE_OWNER: "Head of Audit",
    Role.DIRECTOR_LEAD: "Director of Finance",
}
ANSWERED = 20


def set_up_councils(*, councils: int, actions: int, rounds: int, at: datetime) -> Iterator[Plan]:
    """Make so many councils, one a transaction, each with a plan of so many actions and past rounds.

    Yields each plan as it is there, so that memory holds one at a time. The same numbers on the same day
    make the same councils. Raises InUseError where there are accounts.
    """
    if User.objects.exists():
        raise InUseError
    day = clock.day_of(at)
    periods = list(periods_between(*(f"{months_after(day, -back):%Y-%m}" for back in (rounds, 1))))
    # One hash for all: it takes a good part of a second, and this password is no secret.
    encoded = make_password(PASSWORD)
    for number in range(councils):
        yield _set_up_council(number, encoded, actions=actions, periods=periods, at=at)


def address_of(role: Role, organisation: Organisation) -> str:
    """The e-mail address of a council's account of a role."""
    return f"{role.value.replace('_', '.')}@{organisation.slug}.example"


@transaction.atomic
@checks_left_to_the_worker()
def _set_up_council(number: int, encoded: str, *, actions: int, periods: Sequence[str], at: datetime) -> Plan:
    council = create_organisation(name=council_name(number), by=None, at=at)
    people = {role: _add_account(role, council, encoded, at=at) for role in PEOPLE}
    document = council_plan(number, actions=actions, periods=periods)
    plan = apply(document, organisation=council, by=None, at=at)
    rounds_from_periods(plan, by=None, at=at)
    for role, name in PEOPLE.items():
        if name and (post := council.posts.filter(name=name).first()):
            appoint(post, user=people[role], from_on=clock.day_of(at), by=None, at=at)
    round_ = open_round_under_way(plan, by=None, at=at)
    _answer_some(round_, by=people[Role.UPDATE_OWNER], at=at)
    return plan


def _add_account(role: Role, council: Organisation, encoded: str, *, at: datetime) -> User:
    name = f"{ROLES[role].name} of {council}"
    user = add_person(
        organisation=council, email=address_of(role, council), name=name, role=role, by=None, at=at
    ).user
    user.password = encoded
    user.save(update_fields=["password"])
    return user


def _answer_some(round_: Round, *, by: User, at: datetime) -> None:
    words = Answer(done="The work of this month is done.", next_steps="The next stage begins.")
    for action_return in round_.returns.select_related("action__plan")[:ANSWERED]:
        answer = answer_that_can_be_sent(action_return, words, day=clock.day_of(at))
        send_return(action_return, answer=answer, version=action_return.version, by=by, at=at)
