"""An open round in which each of many people, signed in, has a return to answer; for load.py and tests."""


def people_with_a_return_each(number: int) -> list[dict[str, object]]:
    """Makes a council with its plan, in a database that is up to date and empty.

    Of each person: the address of their return, what its boxes say so that it can be sent, and their session.
    """
    from followthrough.site import clock
    from followthrough.site.imports.demonstration.national_set import set_up_councils
    from followthrough.site.rounds.models import Round

    (plan,) = set_up_councils(councils=1, actions=int(number * 1.6) + 4, rounds=3, at=clock.now())
    round_ = Round.objects.get(plan=plan, state="open")
    returns = round_.returns.select_related("action__plan", "round__plan")[:number]
    people = [person_for(action_return, f"Owner {place}") for place, action_return in enumerate(returns)]
    if len(people) < number:
        raise SystemExit(f"The plan has returns for {len(people)} people alone.")
    return people


def person_for(action_return, name: str) -> dict[str, object]:
    """A new account that holds the action's post."""
    from django.test import Client

    from followthrough.rules.answers import Answer
    from followthrough.site import clock
    from followthrough.site.imports.demonstration.round import answer_that_can_be_sent
    from followthrough.site.people.operations import add_person
    from followthrough.site.people.roles import Role
    from followthrough.site.register.models import Post
    from followthrough.site.register.posts.holding import appoint

    at = clock.now()
    user = add_person(
        organisation=action_return.round.plan.organisation,
        email=f"{name.replace(' ', '.').lower()}@load.example",
        name=name,
        role=Role.UPDATE_OWNER,
        by=None,
        at=at,
    ).user
    post = Post.objects.filter(ownerships__action=action_return.action).first()
    appoint(post, user=user, from_on=clock.day_of(at), by=None, at=at)
    client = Client()
    client.force_login(user)
    words = Answer(done="The work of this month is done.", next_steps="The next stage begins.")
    answer = answer_that_can_be_sent(action_return, words, day=clock.day_of(at))
    boxes = {name: value for name, value in answer._asdict().items() if isinstance(value, str) and value}
    return {
        "address": action_return.get_absolute_url(),
        "boxes": {name: str(value) for name, value in boxes.items()},
        "session": client.cookies["sessionid"].value,
    }
