"""What it means to take the next version of a plan in: what comes in, what is asked for, what stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from followthrough.compare.change import Change, Field
from followthrough.compare.fields import Setting, changes_of
from followthrough.plan.document import Action, Link, Update
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.imports.next_version.agreed import (
    NOT_AGREED,
    PlanFacts,
    changes_of_agreed,
    changes_of_plan,
    correction,
    facts_of,
    gone_action,
    new_links,
    with_risk_completed,
)
from followthrough.site.imports.next_version.matching import Matched, Settled, Versions, new_updates

STAYING: frozenset[Field] = frozenset({"update", "note", "link", "status", "priority", "risk"})


@dataclass(frozen=True, slots=True)
class Step:
    """One action and its next version: what of it comes in, what is asked for, and what stays though the
    next version no longer says it. `old` and `new` count from 0 in their versions.
    """

    old: int
    new: int
    before: Action
    after: Action
    updates: tuple[Update, ...]
    links: tuple[Link, ...]
    facts: Mapping[str, Any]
    changes_in: tuple[Change, ...]
    asked: tuple[ChangeRequest, ...]
    staying: tuple[Change, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything but its place in the file is different."""
        return bool(self.updates or self.links or self.changes_in or self.asked or self.staying)


class NextVersion:
    """A plan and its next version with every question answered, or with those that are certain alone."""

    def __init__(self, versions: Versions, settled: Settled | None = None) -> None:
        self.versions = versions
        self.settled = settled or Settled(tuple(versions.matched), tuple(versions.added), {})

    @cached_property
    def steps(self) -> list[Step]:
        """The actions that are in both, in the order of the next version."""
        old, new = self.versions.old, self.versions.new
        refs = {old.actions[was].ref: new.actions[now].ref for was, now in self.settled.matched}
        ref_now = {was: now for was, now in refs.items() if was and now}
        setting = Setting(ref_now, set(new.periods), self.versions.comparison.columns_dropped)
        return [self._step(match, setting) for match in self.settled.matched]

    @property
    def changed(self) -> list[Step]:
        """The steps in which anything is different."""
        return [step for step in self.steps if step.is_change]

    @property
    def unchanged(self) -> list[Step]:
        """The steps in which nothing is."""
        return [step for step in self.steps if not step.is_change]

    @property
    def added(self) -> list[Action]:
        """The new actions, in the order of the next version."""
        return [self.versions.new.actions[place] for place in self.settled.added]

    @property
    def gone(self) -> Iterator[tuple[int, ChangeRequest]]:
        """The place of each action that is gone with what is asked for it; what is kept asks for nothing."""
        for place, fate in self.settled.fates.items():
            if fate != "keep":
                yield place, gone_action(self.versions.old.actions[place], fate)

    @cached_property
    def asked_of_plan(self) -> list[ChangeRequest]:
        """The changes asked for of the plan as a whole."""
        if self.versions.is_older:
            return []
        return list(changes_of_plan(self.versions.old, self.versions.new))

    @property
    def plan_facts(self) -> dict[str, Any]:
        """The columns that the plan's row takes; an older version sets none."""
        return {} if self.versions.is_older else PlanFacts.of(self.versions.old, self.versions.new).columns

    @property
    def says_nothing_new(self) -> bool:
        """Whether the plan holds all that the file says, but for what is asked."""
        return not (self.changed or self.settled.added or self.asked_of_plan or self.versions.questions)

    def _step(self, match: Matched, setting: Setting) -> Step:
        old = self.versions.old.actions[match.old]
        new = with_risk_completed(old, self.versions.new.actions[match.new])
        changes = list(changes_of(old, new, setting))
        said = new_updates(old.updates, new.updates)
        if self.versions.is_older:
            # What was agreed and noted later stands; only what was said comes in.
            return Step(*match, old, new, tuple(said.added), (), {}, (), (), ())
        fields = [change.field for change in changes]
        facts = facts_of(old, new, fields)
        taken = [change for change in changes if change.field in NOT_AGREED and change.new is not None]
        asked = [*changes_of_agreed(old, new, fields), *map(correction, said.corrections)]
        return Step(
            old=match.old,
            new=match.new,
            before=old,
            after=new,
            updates=tuple(said.added),
            links=tuple(new_links(old, new)),
            facts=facts,
            changes_in=tuple(change for change in taken if change.field != "link"),
            asked=tuple(asked),
            staying=tuple(change for change in changes if change.new is None and change.field in STAYING),
        )
