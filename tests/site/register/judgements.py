"""Finds every place in the site's code that writes who judged something: a decision, an approval, a verdict.

By introspection, so that an operation that nobody thought of is found: the columns that name an account come
from the models, the functions that write one from the source.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

import followthrough.site
from followthrough.site.people.models import User

SITE = Path(followthrough.site.__file__).parent
# The columns in which somebody judges what somebody else did or asked for.
JUDGING = {
    "changes.ChangeRequest.decided_by",
    "rounds.ActionReturn.approved_by",
    "evidence.Verdict.by",
    "evidence.Closure.by",
    "evidence.Closure.embedded_by",
    "assurance.Schedule.by",
    "editions.Edition.reviewed_by",
}
# Those that say who did, wrote or holds something, or who ran the plan: nobody's work is judged by it.
ACTING = {
    "notices.Notice.to", "notices.Notice.made_by", "notices.Pause.by",
    "people.Membership.user", "register.PostHolder.user", "register.SavedView.by",
    "register.Plan.approved_by", "register.Action.archived_by", "register.Update.by",
    "changes.ChangeRequest.asked_by", "evidence.NeededEvidence.by", "evidence.Evidence.by",
    "evidence.Evidence.removed_by", "evidence.Completion.claimed_by", "evidence.Completion.ended_by",
    "evidence.Verdict.claimed_by", "evidence.Closure.claimed_by", "evidence.Closure.reopened_by",
    "assurance.OccurrenceRecord.by", "assurance.CalendarFeed.user", "risks.RiskMatrix.by",
    "risks.Assessment.by", "rounds.KeptWords.user", "rounds.Publication.by", "rounds.Round.opened_by",
    "rounds.Round.locked_by", "rounds.Round.published_by", "rounds.ActionReturn.saved_by",
    "rounds.ActionReturn.sent_by", "rounds.ActionReturn.sent_back_by", "rounds.ReturnVersion.by",
    "rounds.Delegation.from_user", "rounds.Delegation.to_user", "imports.Import.by",
    "imports.Import.decided_by", "imports.Import.undone_by", "imports.ColumnCorrection.by",
    "imports.PlanChoices.by", "reports.PaperText.by",
    "reports.HouseStyle.by", "reports.HeadlineEdit.by", "spreadsheets.SentSpreadsheet.by",
    "editions.Edition.by", "editions.Edition.published_by",
    "editions.PublicPage.by", "editions.Withdrawal.by", "oversight.Consent.by", "oversight.Consent.ended_by",
    "record_notes.RecordNote.by",
}  # fmt: skip


def columns_that_name_an_account() -> set[str]:
    """The columns of all our models that point to an account."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User and model.__module__.startswith("followthrough.")
    }


def writers_of_judgements() -> set[str]:
    """The functions that write such a column, as "changes.deciding.decide"."""
    names = {column.rsplit(".", 1)[1] for column in JUDGING} - {"by"}
    models = {column.split(".")[1] for column in JUDGING if column.endswith(".by")}
    return {
        f"{'.'.join(path.relative_to(SITE).with_suffix('').parts)}.{function.name}"
        for path in sorted(SITE.rglob("*.py"))
        if "migrations" not in path.parts
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and _writes(function, names, models)
    }


def _writes(function: ast.FunctionDef, names: set[str], models: set[str]) -> bool:
    return any(bool(set(_set_in(node)) & names) or _makes(node) in models for node in ast.walk(function))


def _set_in(node: ast.AST) -> Iterator[str]:
    """The attributes that an assignment sets to anything but None, and those that a call is given."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for one, value in pairs:
                if isinstance(one, ast.Attribute) and not _is_none(value):
                    yield one.attr
    if isinstance(node, ast.Call) and not _asks(node):
        yield from (each.arg for each in node.keywords if each.arg and not _is_none(each.value))


def _asks(call: ast.Call) -> bool:
    """Whether a call looks for rows rather than writing them."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return called in {"filter", "exclude", "Q", "get", "LoggedChange", "CheckConstraint"}


def _makes(node: ast.AST) -> str:
    """The model of which a call makes a row: Verdict(…), Closure.objects.create(…)."""
    if not isinstance(node, ast.Call) or not node.keywords:
        return ""
    if isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node.func, ast.Attribute) and node.func.attr in {
        "create",
        "get_or_create",
        "update_or_create",
    }:
        manager = node.func.value
        owner = manager.value if isinstance(manager, ast.Attribute) else manager
        return owner.id if isinstance(owner, ast.Name) else ""
    return ""


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
