"""The silence of actions of the register: which returns were owed and never came, as of the rounds closed.

How to use it: `silences_of(plan, actions)` for a page of actions that have their updates at hand (as
`with_rows_of_the_register` gives them), in three queries however many they are. It has by the key of an
action its `Silence`, of those alone that are silent now: `.sentence` ("Said On track in November; no return
in December 2026.") and `.missing_in_words` are for people, `.running` are the periods. To filter actions by
it there are the conditions `no_return`, `no_return_twice` and `no_return_yet`.

The register knows no rounds: the app of rounds offers what they tell.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from followthrough.plan.document import Round, Status
from followthrough.rules.silence import Silence, silence_in
from followthrough.rules.what_is_asked import Promised
from followthrough.site.register.facts import when_of
from followthrough.site.register.models import Action, Plan


@dataclass(frozen=True)
class RoundsTold:
    """What the rounds of a plan tell: those that were run here and have begun, oldest first; the periods that
    came with a file; and by action key the periods of closed rounds that asked it and got no return.
    """

    run_here: list[Round] = field(default_factory=list)
    of_files: list[str] = field(default_factory=list)
    no_return: dict[int, list[str]] = field(default_factory=dict)


Teller = Callable[[Plan, Collection[int] | None], RoundsTold]
_tellers: list[Teller] = []


def offer_rounds(teller: Teller) -> None:
    """Takes the function that tells of a plan's rounds, about the actions of these keys, None: about all."""
    _tellers.append(teller)


def rounds_told(plan: Plan, actions: Collection[int] | None = None) -> RoundsTold:
    return _tellers[0](plan, actions) if _tellers else RoundsTold()


def silences_of(plan: Plan, actions: Collection[Action]) -> dict[int, Silence]:
    """The silence of those of the actions that owe an answer since they were last heard of, by key."""
    rounds = rounds_told(plan, [action.pk for action in actions])
    if not rounds.of_files and not rounds.no_return:
        return {}
    parents = plan.actions.filter(parent__in=[action.pk for action in actions], archived_at=None)
    with_parts = set(parents.order_by().values_list("parent", flat=True))
    found = {action.pk: _silence_of(action, rounds, action.pk in with_parts) for action in actions}
    return {key: silence for key, silence in found.items() if silence and silence.running}


def silence_of(plan: Plan, action: Action) -> Silence | None:
    """The silence of one action: its `periods` are those that owed a return and got none, answered since or
    not; it is silent now where some are `running`.
    """
    rounds = rounds_told(plan, [action.pk])
    return _silence_of(action, rounds, any(each.archived_at is None for each in action.children.all()))


def _silence_of(action: Action, rounds: RoundsTold, has_parts: bool) -> Silence | None:
    start, due = when_of(action.start), when_of(action.due)

    def promised(status: Status | None) -> Promised:
        return Promised(action.kind, status, start, due, has_parts)  # type: ignore[arg-type]  # as in the document

    declares = action.status is not None or action.due is not None or bool(action.ownerships.all())
    return silence_in(
        list(action.updates.all()),
        promised,
        no_return=rounds.no_return.get(action.pk, ()),
        periods=rounds.of_files if declares or action.parent_id is None else (),
    )
