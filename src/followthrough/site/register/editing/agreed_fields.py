"""What can be edited in an action: how each field is read from its rows, said in words and written.

A field's value is plain (texts, lists of tuples, a `When` as JSON, a row), so that two can be compared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from followthrough.plan import fields
from followthrough.plan.owners import OwnerPart
from followthrough.plan.refs import sort_key
from followthrough.plan.when import When
from followthrough.rules.dependence import ring_in_words
from followthrough.site.register.dependence import ring_of
from followthrough.site.register.document.post_rows import posts_named
from followthrough.site.register.document.rows import folded
from followthrough.site.register.editing.places import RingError, set_parent, set_place
from followthrough.site.register.models import KINDS, LINK_KINDS, Action, Link, Ownership, Tag
from followthrough.site.register.owners import OWNER_PARTS

LINK_WORDS: dict[str, str] = dict(LINK_KINDS)


@dataclass(frozen=True)
class AgreedField:
    """One field: its name on pages, its value in an action, that value in words, and how it is written.

    `write` sets columns of the action, which the caller saves, or writes rows of its own. `is_agreed`: once
    the plan is agreed it moves only with a reason. `is_promised`: what it said moves only with a reason
    while the plan is a draft, too.
    """

    label: str
    read: Callable[[Action], Any]
    words: Callable[[Any], str]
    write: Callable[[Action, Any], None]
    is_agreed: bool = True
    is_promised: bool = False

    def wants_reason(self, old: Any, new: Any, *, is_draft: bool) -> bool:
        """Whether the history has to say why the value moves; in a draft, where something promised goes."""
        if not is_draft:
            return self.is_agreed
        goes = any(each not in new for each in old) if isinstance(old, list) else bool(old)
        return self.is_promised and goes


def _text(label: str, column: str) -> AgreedField:
    def write(action: Action, value: str) -> None:
        setattr(action, column, value or None)

    return AgreedField(label, lambda action: getattr(action, column) or "", str, write)


def _write_ref(action: Action, value: str) -> None:
    """The ref, also where other actions name it."""
    action.ref, action.ref_sort = value or None, sort_key(value)
    action.children.update(parent_ref=action.ref)
    action.mentions.update(to_ref=value)


def _write_title(action: Action, value: str) -> None:
    action.title = value


def _write_kind(action: Action, value: str) -> None:
    action.kind = value


def _write_start(action: Action, value: Any) -> None:
    action.start = value
    action.start_earliest = When.model_validate(value).earliest if value else None


def _write_due(action: Action, value: Any) -> None:
    """The due date now. The first one stays beside it as the original, whatever the plan's state.

    The database holds it to that: see `register/triggers.py`.
    """
    if action.due and not action.original_due and When.model_validate(action.due).is_a_date:
        action.original_due = action.due
    when = When.model_validate(value) if value else None
    action.due = value
    action.due_earliest, action.due_latest = (when.earliest, when.latest) if when else (None, None)
    action.due_kind = when.kind if when else None


def _write_answers(action: Action, value: list[str]) -> None:
    action.answers = value


def _owners_of(action: Action) -> list[tuple[str, str]]:
    """The owners as pairs of part and name, part by part."""
    order = [part for part, _ in OWNER_PARTS]
    owners = sorted(action.ownerships.all(), key=lambda owner: (order.index(owner.part), owner.position))
    return [(owner.part, owner.name) for owner in owners]


def write_owners(action: Action, value: Sequence[tuple[str, str]]) -> None:
    """The owners in this order. One who stays in a part keeps the role that the plan gave it."""
    labels = dict(OWNER_PARTS)
    roles = {(owner.part, folded(owner.name)): owner.role for owner in action.ownerships.all()}
    posts = posts_named([name for _, name in value], action.plan.organisation)
    action.ownerships.all().delete()
    Ownership.objects.bulk_create(
        Ownership(
            action=action,
            post=posts[folded(name)],
            position=position,
            part=part,
            name=name,
            role=roles.get((part, folded(name)), labels[part]),
        )
        for position, (part, name) in enumerate(value)
    )


def owners_in_words(value: Sequence[tuple[str, str]]) -> str:
    labels = dict(OWNER_PARTS)
    return ", ".join(
        name if part == OwnerPart.ACCOUNTABLE.value else f"{name} ({labels[part].lower()})"
        for part, name in value
    )


def _measures_of(action: Action) -> list[tuple[str, str, str]]:
    return [
        (words, *_figures(action, place, "baseline", "target")) for place, words in enumerate(action.measures)
    ]


def _latest_of(action: Action) -> list[str]:
    return [_figures(action, place, "latest")[0] for place in range(len(action.measures))]


def _figures(action: Action, place: int, *names: str) -> list[str]:
    known = action.measured[place] if place < len(action.measured) else {}
    return [known.get(name, "") for name in names]


def _write_measures(action: Action, value: list[tuple[str, str, str]]) -> None:
    latest = dict(zip(action.measures, _latest_of(action), strict=True))
    action.measures = [words for words, *_ in value]
    action.measured = [
        _without_blanks(baseline=baseline, target=target, latest=latest.get(words, ""))
        for words, baseline, target in value
    ]


def _latest_in_words(value: list[str]) -> str:
    return "; ".join(figure or "none" for figure in value) if any(value) else ""


def _write_latest(action: Action, value: list[str]) -> None:
    action.measured = [
        _without_blanks(baseline=baseline, target=target, latest=latest)
        for (_, baseline, target), latest in zip(_measures_of(action), value, strict=True)
    ]


def _without_blanks(**figures: str) -> dict[str, str]:
    return {name: words for name, words in figures.items() if words}


def _measures_in_words(value: list[tuple[str, str, str]]) -> str:
    return "; ".join(
        words + (f", baseline {baseline}" if baseline else "") + (f", target {target}" if target else "")
        for words, baseline, target in value
    )


def _links_of(action: Action) -> list[tuple[str, str, str]]:
    return [(link.kind, link.to_ref, link.text) for link in action.links.order_by("position")]


def _write_links(action: Action, value: list[tuple[str, str, str]]) -> None:
    by_ref = {other.ref: other for other in action.plan.actions.order_by("-position")}
    action.links.all().delete()
    Link.objects.bulk_create(
        Link(action=action, position=place, kind=kind, to_ref=ref, text=text, to=by_ref.get(ref))
        for place, (kind, ref, text) in enumerate(value)
    )
    if ring := ring_of(action):
        raise RingError(ring_in_words([each.ref or each.title[:60] for each in ring]))


def _links_in_words(value: list[tuple[str, str, str]]) -> str:
    return ", ".join(f"{LINK_WORDS[kind].lower()} {ref}" for kind, ref, _ in value)


def _write_critical(action: Action, value: bool) -> None:
    action.is_critical = value or None


def critical_milestones_of(action: Action) -> list[str]:
    return [each["title"] for each in action.milestones if each.get("critical")]


def _write_critical_milestones(action: Action, value: list[str]) -> None:
    for each in action.milestones:
        each.pop("critical", None)
        if each["title"] in value:
            each["critical"] = True


def _write_exempt_because(action: Action, value: str) -> None:
    action.exempt_because = value or None


def tags_of(action: Action) -> list[str]:
    return sorted(tag.name for tag in action.tags.all())


def _write_tags(action: Action, value: list[str]) -> None:
    action.tags.exclude(name__in=value).delete()
    Tag.objects.bulk_create([Tag(action=action, name=name) for name in value], ignore_conflicts=True)


def _write_milestones(action: Action, value: list[dict[str, Any]]) -> None:
    action.milestones = value


def _milestones_in_words(value: list[dict[str, Any]]) -> str:
    return "; ".join(f"{each['title']}: {each['due']['text']}" for each in value)


def _write_change_control(action: Action, value: Any) -> None:
    action.change_control = value


def _change_control_in_words(value: Any) -> str:
    if not value:
        return ""
    return value.get("text") or ("required" if value.get("required") else "not required")


def _when_in_words(value: Any) -> str:
    return value["text"] if value else ""


def _named(row: Any) -> str:
    return str(row) if row else ""


# In the order in which they are written: a place is decided before what stands in it is reordered.
FIELDS: dict[str, AgreedField] = {
    "ref": AgreedField("Ref", lambda action: action.ref or "", str, _write_ref),
    "title": AgreedField("Wording", lambda action: action.title, str, _write_title, is_promised=True),
    "kind": AgreedField("Kind", lambda action: action.kind, lambda kind: dict(KINDS)[kind], _write_kind),
    "start": AgreedField(
        "Start", lambda action: action.start, _when_in_words, _write_start, is_promised=True
    ),
    "due": AgreedField("Due date", lambda action: action.due, _when_in_words, _write_due, is_promised=True),
    "milestones": AgreedField(
        "Milestones",
        lambda action: action.milestones,
        _milestones_in_words,
        _write_milestones,
        is_promised=True,
    ),
    "change_control": AgreedField(
        "Change control",
        lambda action: action.change_control,
        _change_control_in_words,
        _write_change_control,
    ),
    **{name: _text(fields.FIELDS[name].label, name) for name in fields.IN_WORDS},
    "answers": AgreedField("Answers", lambda action: action.answers, ", ".join, _write_answers),
    "owners": AgreedField("Owners", _owners_of, owners_in_words, write_owners, is_promised=True),
    "parent": AgreedField("Part of", lambda action: action.parent, _named, set_parent),
    "place": AgreedField(
        "Place",
        lambda action: (action.theme, action.workstream),
        lambda place: " › ".join(_named(part) for part in place if part),
        lambda action, place: set_place(action, *place),
    ),
    "measures": AgreedField(
        "Measures of success", _measures_of, _measures_in_words, _write_measures, is_promised=True
    ),
    "latest": AgreedField("Latest figures", _latest_of, _latest_in_words, _write_latest, is_agreed=False),
    "links": AgreedField("Links", _links_of, _links_in_words, _write_links),
    "critical": AgreedField(
        "Critical milestone",
        lambda action: bool(action.is_critical),
        lambda value: "yes" if value else "no",
        _write_critical,
        is_agreed=False,
    ),
    "critical_milestones": AgreedField(
        "Critical milestones in it",
        critical_milestones_of,
        ", ".join,
        _write_critical_milestones,
        is_agreed=False,
    ),
    "exempt_because": AgreedField(
        "Not to be published",
        lambda action: action.exempt_because or "",
        str,
        _write_exempt_because,
        is_agreed=False,
    ),
    "tags": AgreedField("Tags", tags_of, ", ".join, _write_tags, is_agreed=False),
}
