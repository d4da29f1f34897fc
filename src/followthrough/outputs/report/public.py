"""What a public edition leaves out: exempt actions, risks and evidence, and names of persons; and how many.

What is exempt is taken out of the facts first, so that it is counted nowhere. Then its words, and the names,
are taken out of whatever is said, wherever somebody quoted them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from html import escape
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from followthrough.outputs.page.markup import Html
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.register_facts import RegisterFacts
from followthrough.outputs.report.sections.audit_asked import READY
from followthrough.outputs.report.words import many
from followthrough.plan.document import Action, PlanDocument, Remark

NAME_LEFT_OUT, EXEMPT_WORDS = "[name left out]", "[exempt]"
_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
# A shorter ref, or one of figures alone, stands for other things too: "1", "3.2".
_SHORTEST_REF = 3

Said = TypeVar("Said")


@dataclass(frozen=True)
class LeftOut:
    """How much a public edition leaves out."""

    actions: int
    risks: int
    evidence: int

    def sentence(self, names: int) -> str:
        """It in words, with how many names of persons."""
        counted = [
            many(self.actions, "exempt action"),
            many(self.risks, "exempt risk"),
            many(self.evidence, "piece of evidence", "pieces of evidence"),
            many(names, "name of a person", "names of persons"),
        ]
        return f"Public edition. Left out: {', '.join(counted[:-1])} and {counted[-1]}."


def for_the_public(position: Position, facts: RegisterFacts) -> tuple[Position, RegisterFacts, LeftOut]:
    """The same without what is exempt, and how much that is."""
    hidden = facts.exempt
    stands = [each for each in position.stands if not _is_hidden(each.ref, each.title, hidden)]
    gone = [each for each in position.gone if not _is_hidden(each.ref, each.title, hidden)]
    shown = replace(
        position,
        plan=_plan_without(position.plan, hidden),
        plan_before=position.plan_before and _plan_without(position.plan_before, hidden),
        stands=stands,
        gone=gone,
    )
    left_out = LeftOut(
        actions=len(position.stands) - len(stands),
        risks=sum(each.is_exempt for each in facts.risks or ()),
        evidence=len(facts.evidence or ()),
    )
    return shown, _facts_without(facts, hidden), left_out


def _facts_without(facts: RegisterFacts, hidden: frozenset[str]) -> RegisterFacts:
    def those(rows: Iterable[Any] | None) -> list[Any] | None:
        return None if rows is None else [each for each in rows if each.ref not in hidden]

    def of_refs(known: Mapping[str, Any] | None) -> dict[str, Any] | None:
        return None if known is None else {ref: each for ref, each in known.items() if ref not in hidden}

    risks = None
    if facts.risks is not None:
        risks = [
            replace(each, actions=[ref for ref in each.actions if ref not in hidden])
            for each in facts.risks
            if not each.is_exempt
        ]
    return replace(
        facts,
        changes=those(facts.changes),
        closures=those(facts.closures),
        # A public edition says of evidence how much there is, never what.
        evidence=None if facts.evidence is None else [],
        risks=risks,
        moves=of_refs(facts.moves),
        embedded=of_refs(facts.embedded),
        achieved=of_refs(facts.achieved),
        # What is ready is said; why something was sent back may quote its evidence.
        views=of_refs(facts.views and {ref: view for ref, view in facts.views.items() if view == READY}),
        answers=those(facts.answers),
    )


def _is_hidden(ref: str | None, title: str, hidden: frozenset[str]) -> bool:
    return (ref or title) in hidden or title in hidden


def _plan_without(plan: PlanDocument, hidden: frozenset[str]) -> PlanDocument:
    """The plan without its exempt actions, what leads to them, and what belongs to no action."""
    actions = [
        _action_without(each, hidden) for each in plan.actions if not _is_hidden(each.ref, each.title, hidden)
    ]
    bare: dict[str, Any] = {"remarks": [], "problems": [], "origins": [], "source": None}
    return plan.model_copy(update={"actions": actions, **bare})


def _action_without(action: Action, hidden: frozenset[str]) -> Action:
    links = [link for link in action.links if link.to not in hidden]
    parent = None if action.parent in hidden else action.parent
    return action.model_copy(update={"links": links, "parent": parent})


class Words:
    """Takes words out of whatever is said, and notes which names it met."""

    def __init__(self, facts: RegisterFacts) -> None:
        self._names = {each for each in facts.persons if each.strip()}
        titles = {each for each in facts.exempt_words if each.strip()}
        refs = {each for each in facts.exempt if _tells_one_thing(each)}
        self.found: set[str] = set()
        self._exempt = _any_of(titles | refs)
        self._persons = _any_of(self._names)

    def out_of(self, said: Said) -> Said:
        """The same, of the same type, without the words."""
        return cast(Said, self._out_of(said))

    def _out_of(self, said: Any) -> Any:
        if isinstance(said, str):
            left = self._out_of_text(said)
            return Html(left) if isinstance(said, Html) else said if left == said else left
        if isinstance(said, BaseModel):
            return type(said).model_validate(self._out_of(said.model_dump()))
        if is_dataclass(said) and not isinstance(said, type):
            parts = {each.name: self._out_of(getattr(said, each.name)) for each in fields(said)}
            return type(said)(**parts)
        if isinstance(said, Mapping):
            return {self._out_of(key): self._out_of(part) for key, part in said.items()}
        if isinstance(said, (list, tuple)):
            return type(said)(self._out_of(part) for part in said)
        return said

    def _out_of_text(self, text: str) -> str:
        def note(name: re.Match[str]) -> str:
            self.found.add(" ".join(name[0].split()).casefold())
            return NAME_LEFT_OUT

        left = self._exempt.sub(EXEMPT_WORDS, text) if self._exempt else text
        left = self._persons.sub(note, left) if self._persons else left
        return re.sub(_ADDRESS, note, left) if "@" in left else left


def shown_to_the_public(position: Position, facts: RegisterFacts, plan: PlanDocument) -> PlanDocument:
    """A plan of a public position without the words that are left out; a remark says how much that is."""
    left_out, words = for_the_public(position, facts)[2], Words(facts)
    shown = words.out_of(plan)
    remark = Remark(text=left_out.sentence(len(words.found)))
    return shown.model_copy(update={"remarks": [*shown.remarks, remark]})


def _tells_one_thing(ref: str) -> bool:
    return len(ref) >= _SHORTEST_REF and any(letter.isalpha() for letter in ref)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of any of the words whole, the longest first, in text and in markup; blanks as they come."""
    forms = {form for each in words for form in (each, escape(each))}
    if not forms:
        return None
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
