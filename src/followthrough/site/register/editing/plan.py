"""Makes a plan by hand, changes what is set for the whole of it, and approves it. One event each."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from followthrough.plan.document import PlanDocument, Recommendation, SchemeEntry
from followthrough.plan.statuses import DEFAULT_SCHEME
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.edits import Edit, locked_plan, note_edits, refuse_without_reason
from followthrough.site.register.editing.edits_by_hand import note_plan_by_hand
from followthrough.site.register.levels import LEVELS, level_word
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import create_plan_row
from followthrough.site.register.plan_events import record_in


@transaction.atomic
def create_plan(*, organisation: Organisation, title: str, by: User, at: datetime) -> Plan:
    """Make a plan without actions, with the usual statuses. It is a draft."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    document = PlanDocument(title=title, organisation=organisation.name, scheme=DEFAULT_SCHEME)
    plan = create_plan_row(document, organisation=organisation, at=at)
    note_edits(plan, [Edit("Title", "", title)], type_="plan.created", subject=plan, by=by, at=at)
    return plan


@transaction.atomic
def change_plan(
    plan: Plan,
    *,
    title: str,
    level_words: Mapping[str, str],
    approval_wanted: bool,
    kept_from_members: bool = False,
    by: User,
    at: datetime,
) -> None:
    """Change a plan's title, what it calls its levels, and whether a director lead approves returns,
    and whether members see it before a round of it is published.

    A level's usual word is not kept as a word of the plan's own. Nothing changed leaves no event.
    """
    locked = locked_plan(plan)
    own = {level: words for level, words in level_words.items() if words and words != LEVELS[level]}
    edits = [
        Edit("Title", locked.title or "", title),
        *(
            Edit(f"Word for a {word.lower()}", level_word(locked, level), own.get(level, word))
            for level, word in LEVELS.items()
        ),
        Edit("Returns are approved", _yes(locked.approval_wanted), _yes(approval_wanted)),
        Edit("Kept from members", _yes(locked.kept_from_members), _yes(kept_from_members)),
    ]
    edits = [edit for edit in edits if edit.old != edit.new]
    if edits:
        locked.title, locked.level_words, locked.approval_wanted = title, own, approval_wanted
        locked.kept_from_members = kept_from_members
        note_edits(locked, edits, type_="plan.changed", subject=locked, by=by, at=at)
        named = [edit for edit in edits if edit.field == "Title"]
        note_plan_by_hand(locked, "title", named, reason="", by=by, at=at)


@transaction.atomic
def change_scheme(plan: Plan, *, scheme: list[SchemeEntry], reason: str, by: User, at: datetime) -> None:
    """Change the statuses that a plan uses. Raises ReasonWantedError where it is approved."""
    locked = locked_plan(plan)
    if (locked.scheme or []) == plain(scheme):
        return
    refuse_without_reason(locked, reason)
    edits = [Edit("Statuses", _statuses(locked.scheme), _statuses(plain(scheme)))]
    locked.scheme = plain(scheme) or None
    note_edits(locked, edits, type_="plan.scheme_changed", subject=locked, by=by, at=at, reason=reason)
    note_plan_by_hand(locked, "scheme", edits, reason=reason, by=by, at=at)


@transaction.atomic
def change_recommendations(
    plan: Plan, *, recommendations: list[Recommendation], reason: str, by: User, at: datetime
) -> None:
    """Change what the actions of a plan can answer. Raises ReasonWantedError where it is approved."""
    locked = locked_plan(plan)
    now, asked = locked.recommendations, plain(recommendations)
    if now == asked:
        return
    refuse_without_reason(locked, reason)
    locked.recommendations = asked
    edits = [Edit("Recommendations", _said(now), _said(asked))]
    note_edits(
        locked, edits, type_="plan.recommendations_changed", subject=locked, by=by, at=at, reason=reason
    )
    note_plan_by_hand(locked, "recommendations", edits, reason=reason, by=by, at=at)


@transaction.atomic
def approve_plan(plan: Plan, *, by: User, at: datetime) -> None:
    """Note that the plan is agreed: from now on an edit of it needs a reason. Asked twice it counts once."""
    locked = locked_plan(plan)
    if locked.state == Plan.State.DRAFT:
        locked.state, locked.approved_by, locked.approved_at = Plan.State.APPROVED, by, at
        note_edits(locked, [], type_="plan.approved", subject=locked, by=by, at=at)


@transaction.atomic
def agree_by_opening(plan: Plan, *, round_words: str, by: User | None, at: datetime) -> Plan:
    """Note that a plan whose round is opened is agreed by that: what is reported on is what was promised.

    For whoever opens the round, in the same transaction; returns the plan as it is then. One that is agreed
    already stays so. Without `by`, a command opened it: the plan then has its moment, and nobody's name.
    """
    locked = locked_plan(plan)
    if locked.state == Plan.State.DRAFT:
        locked.state, locked.approved_by, locked.approved_at = Plan.State.APPROVED, by, at
        locked.changed_at = at
        locked.save()
        record_in(locked, "plan.agreed_by_opening", by=by, at=at, round=round_words)
    return locked


def _said(recommendations: list[dict[str, str]]) -> str:
    return "; ".join(f"{each['id']}: {each['text']}" for each in recommendations)


def _statuses(scheme: list[dict[str, str]] | None) -> str:
    return "; ".join(
        f"{entry['label']}: {entry.get('definition') or 'no definition'}" for entry in scheme or []
    )


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
