"""The taking in of a file as the next version of a plan."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from followthrough.intake.corrections import names_of
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import ask_for_changes
from followthrough.site.evidence.verifying import wipe_sign_offs_of
from followthrough.site.history.operations import record
from followthrough.site.imports.models import Import, NextVersionTakenIn
from followthrough.site.imports.next_version.agreed import new_action
from followthrough.site.imports.next_version.matching import Answers, Versions
from followthrough.site.imports.next_version.outcome import NextVersion
from followthrough.site.imports.operations import (
    AlreadyDecidedError,
    choices_of_last_time,
    columns_of_last_time,
    decide,
    keep_corrections,
    locked_import,
    read_again,
    refuse_unless_only_read,
)
from followthrough.site.people.models import User
from followthrough.site.register.document import next_version as register
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.rounds.past_rounds import rounds_from_periods

A_MOMENT = timedelta(microseconds=1)


class ChangedMeanwhileError(Exception):
    """The plan is not as it was when the questions were asked."""


@transaction.atomic
def choose_plan(read: Import, *, into: Plan | None, by: User, at: datetime) -> None:
    """Say of which plan a file is the next version, None for a new plan. Asked twice it counts once.

    Where columns of it were chosen for an earlier version, the file is read again with these.
    Raises AlreadyDecidedError where the file is taken in or left.
    """
    locked = locked_import(read)
    refuse_unless_only_read(locked)
    if locked.into == into:
        return
    locked.into = into
    locked.save(update_fields=["into"])
    kind, plan = ("import.plan_chosen", str(into)) if into else ("import.plan_not_chosen", "")
    record(
        type=kind,
        by=by,
        organisation=locked.organisation,
        subject=locked,
        plan=into,
        details={"plan": plan},
        at=at,
    )
    columns = locked.plan_document.layout
    names = {name for each in columns for name in names_of(each.heading, each.group, each.nth)}
    printed = names - set(locked.fields)
    chosen = {heading: field for heading, field in columns_of_last_time(into).items() if heading in printed}
    choices = choices_of_last_time(into)
    if chosen or choices:
        read_again(locked, fields=locked.fields | chosen, choices=choices | locked.choices, by=by, at=at)


@transaction.atomic
def take_next_version_in(
    read: Import, *, answers: Answers, seen: datetime, by: User, at: datetime
) -> NextVersionTakenIn:
    """Take a file into the plan of which it is the next version. Asked twice it counts once.

    What was never agreed comes in; what was agreed stays and is asked for as changes. `seen` is the plan's
    `changed_at` on which the answers were given. Raises ChangedMeanwhileError where it has moved,
    UnansweredError where an answer is missing, AlreadyDecidedError where the file was left, undone, or is
    not said to be the next version of a plan.
    """
    locked = locked_import(read)
    if locked.plan is not None and locked.into is not None:
        return locked.next_version
    refuse_unless_only_read(locked)
    if locked.into is None:
        raise AlreadyDecidedError("Choose first which plan this file is the next version of.")
    plan = Plan.objects.select_for_update().get(pk=locked.into.pk)
    if plan.changed_at != seen:
        raise ChangedMeanwhileError
    taken = _take_in(locked, plan, answers, by=by, at=max(at, plan.changed_at + A_MOMENT))
    keep_corrections(locked, plan=plan, by=by, at=at)
    return taken


def _take_in(locked: Import, plan: Plan, answers: Answers, *, by: User, at: datetime) -> NextVersionTakenIn:
    before, changed_at_before = as_document(plan, with_archived=True), plan.changed_at
    actions = list(plan.actions.order_by("position").values_list("pk", flat=True))
    versions = Versions(before, locked.plan_document)
    step = NextVersion(versions, versions.settle(answers))
    added = register.take_next_version_in(plan, _additions(step), by=by, at=at)
    wipe_sign_offs_of(plan, by=by, at=at)
    asked = list(_changes(step, actions, added["action"] if plan.state == Plan.State.APPROVED else []))
    rounds = rounds_from_periods(plan, by=by, at=at)
    for change in asked:
        change.from_file, change.import_id = locked.name, locked.pk
    ask_for_changes(plan=plan, changes=asked, by=by, at=at)
    locked.plan = plan
    decide(locked, Import.State.TAKEN_IN, by=by, at=at)
    return NextVersionTakenIn.objects.create(
        taken_in=locked,
        before=before.model_dump(mode="json", exclude_defaults=True),
        actions=actions,
        changed_at_before=changed_at_before,
        same=dict(answers.same),
        fates=dict(answers.fates),
        added=added,
        periods=[made.period for made in rounds],
    )


def _additions(step: NextVersion) -> register.Additions:
    return register.Additions(
        document=step.versions.new,
        matched={each.new: each.old for each in step.steps},
        added=step.settled.added,
        updates={each.old: each.updates for each in step.steps if each.updates},
        links={each.old: each.links for each in step.steps if each.links},
        facts={each.old: each.facts for each in step.steps if each.facts},
        plan_facts=step.plan_facts,
    )


def _changes(step: NextVersion, actions: Sequence[int], added: Sequence[int]) -> Iterator[ChangeRequest]:
    """All that is asked for, with its action. `added` are the new actions that need a decision."""
    for each in step.steps:
        yield from (_of(change, actions[each.old]) for change in each.asked)
    yield from (_of(change, actions[place]) for place, change in step.gone)
    yield from (_of(new_action(action), pk) for action, pk in zip(step.added, added, strict=False))
    yield from step.asked_of_plan


def _of(change: ChangeRequest, action: int) -> ChangeRequest:
    change.action_id = action
    return change
