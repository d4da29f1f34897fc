"""Plans and their next versions, as imports that were read and are taken in."""

from datetime import datetime

from followthrough.plan.document import Action, PlanDocument
from followthrough.site.imports.models import Import
from followthrough.site.imports.next_version.matching import Answers, Versions
from followthrough.site.imports.next_version.operations import take_next_version_in
from followthrough.site.people.models import User
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


def import_of(
    document: PlanDocument, *, by: User, into: Plan | None = None, name: str = "November.xlsx"
) -> Import:
    """A file in which `document` was read, as the next version of a plan."""
    return Import.objects.create(
        organisation=by.memberships.get().organisation,
        by=by,
        at=NOW,
        name=name,
        size=0,
        sha256="1" * 64,
        content=b"",
        document=document.model_dump(mode="json", exclude_defaults=True),
        state=Import.State.READ,
        into=into,
    )


def next_version_taken_in(
    document: PlanDocument, plan: Plan, *, by: User, answers: Answers | None = None, at: datetime = NOW
) -> Import:
    """The import by which a next version came into a plan; what is asked is new unless answered."""
    plan.refresh_from_db()
    read = import_of(document, by=by, into=plan)
    given = answers or all_new(as_document(plan), document)
    take_next_version_in(read, answers=given, seen=plan.changed_at, by=by, at=at)
    return Import.objects.get(pk=read.pk)


def all_new(old: PlanDocument, new: PlanDocument) -> Answers:
    """The answers by which whatever is asked about is a new action."""
    return Answers(same={question.place: None for question in Versions(old, new).questions})


def with_action(ref: str, **changed: object) -> PlanDocument:
    """The library plan with one action changed."""
    plan = library_plan()
    actions = [_changed(action, changed) if action.ref == ref else action for action in plan.actions]
    return plan.model_copy(update={"actions": actions})


def _changed(action: Action, changed: dict[str, object]) -> Action:
    return action.model_copy(update=changed)
