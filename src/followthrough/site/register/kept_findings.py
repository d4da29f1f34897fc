"""The findings kept of a plan: made by a check of the whole plan, and mended where one action changes.

Almost every rule looks at one action and its family, so after a change of some actions they and their
parents are checked alone. What the rules ask of the rest of the plan (whether it has refs, dates and owners
at all, and of which periods its file tells) a stand-in tells, a heading that no rule asks about.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef
from pydantic import TypeAdapter

from followthrough.challenge import RULES, Finding, check
from followthrough.challenge.finding import Subject
from followthrough.plan.document import WORST_FIRST, Action, Owner, PlanDocument, Update, Where
from followthrough.plan.folding import fold_name
from followthrough.plan.when import When
from followthrough.site.register.dependence import edges_of
from followthrough.site.register.document.as_document import document_of_some
from followthrough.site.register.models import Action as ActionRow
from followthrough.site.register.models import KeptFinding, Link, Ownership, Plan
from followthrough.site.register.models import Update as UpdateRow
from followthrough.site.register.silence import rounds_told

FINDING = TypeAdapter(Finding)
# More actions than these are not checked while somebody waits.
MOST_AT_ONCE = 60
MOST_OF_AN_OWNER = 300
BATCH = 1000
_PLACES = {rule.code: place for place, rule in enumerate(RULES)}
_OF_ACTIONS = [rule for rule in RULES if rule.scope != "plan"]
_OF_OWNERS = [rule for rule in RULES if rule.scope == "plan"]
_SILENT = ("no_return", "no_return_twice")
_OF_THE_WHOLE = ("no_owner", "no_due_date")


class WholePlanWantedError(Exception):
    """The change may have touched what is found about other actions: the whole plan is to be checked."""


def keep_all(plan: Plan, findings: Iterable[Finding]) -> None:
    """Keep these findings of a check of the whole plan in place of those that were kept."""
    plan.kept_findings.all().delete()
    keys = _keys_by_subject(plan, None)
    KeptFinding.objects.bulk_create(_rows(plan, findings, keys), batch_size=BATCH)


def recheck(plan: Plan, actions: Collection[int], *, day: date, owners_before: str | None = None) -> None:
    """Mend what is kept of the actions with these keys, and of their parents, after they changed.

    `owners_before` are the words of who owned them, where that changed; None where it did not. The number of
    queries is constant. Raises WholePlanWantedError.
    """
    if len(actions) > MOST_AT_ONCE or plan.kept_findings.filter(action=None, code__in=_OF_THE_WHOLE).exists():
        raise WholePlanWantedError
    targets, family = _family(plan, actions)
    stored = plan.kept_findings.filter(action__in=targets)
    was_silent = stored.filter(code__in=_SILENT).exists()
    document = document_of_some(plan, family)
    stand_in = _stand_in(plan)
    found = _found_about(_with(document, stand_in), day)
    stored.delete()
    rows = [row for row in _rows(plan, found, _keys_by_subject(plan, family)) if row.action_id in targets]
    KeptFinding.objects.bulk_create(rows)
    if owners_before is not None or was_silent or any(row.code in _SILENT for row in rows):
        _recheck_owners(plan, targets, day, owners_before or "", stand_in)


def _family(plan: Plan, actions: Collection[int]) -> tuple[set[int], set[int]]:
    """The keys of what is to be mended, the actions and their parents, and of all that is asked there."""
    there = plan.actions.filter(archived_at=None).order_by()
    rows = list(there.values_list("pk", "ref", "parent_ref"))
    above = {parent for key, _, parent in rows if key in actions}
    targets = {key for key, ref, _ in rows if key in actions or (ref is not None and ref in above)}
    refs = {named for key, *both in rows if key in targets for named in both}
    refs |= set(Link.objects.filter(action__in=targets).order_by().values_list("to_ref", flat=True))
    refs.discard(None)
    waiting = edges_of(plan)
    # How late something is, is judged by what waits for it.
    targets |= {before for after, before in waiting if after in actions}
    near = targets | {key for key, ref, parent in rows if ref in refs or parent in refs}
    return targets, near | _hanging_together(targets, waiting)


def _hanging_together(keys: Collection[int], waiting: Collection[tuple[int, int]]) -> set[int]:
    """All that waits for these, or that they wait for, however far."""
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for after, before in waiting:
        beside[after].add(before)
        beside[before].add(after)
    found, going = set(keys), list(keys)
    while going:
        new = beside[going.pop()] - found
        found |= new
        going += new
    return found


def _found_about(document: PlanDocument, day: date) -> list[Finding]:
    found = check(document, day, rules=_OF_ACTIONS)
    if any(finding.is_about_the_plan for finding in found):
        raise WholePlanWantedError
    return found


def _stand_in(plan: Plan) -> Action:
    """A heading that has what some other action of the plan has. Raises WholePlanWantedError."""
    there = ActionRow.objects.filter(plan=OuterRef("pk"), archived_at=None)
    owned = Ownership.objects.filter(action__plan=OuterRef("pk"), action__archived_at=None)
    is_dated = Exists(there.filter(due_kind__isnull=False)) | Exists(there.exclude(milestones=[]))
    has_refs = Exists(there.filter(ref__isnull=False))
    has = Plan.objects.filter(pk=plan.pk).values_list(is_dated & Exists(owned), has_refs).get()
    if not has[0]:
        raise WholePlanWantedError
    return Action(
        kind="heading",
        ref="\0" if has[1] else None,
        title="",
        owners=[Owner(role="", name="Somebody")],
        due=When(text="", kind="none"),
        updates=[Update(period=period) for period in _periods_of_files(plan)],
    )


def _with(document: PlanDocument, stand_in: Action) -> PlanDocument:
    return document.model_copy(update={"actions": [*document.actions, stand_in]})


def _periods_of_files(plan: Plan) -> list[str]:
    of_files = rounds_told(plan, ()).of_files
    if of_files:
        return of_files
    read = UpdateRow.objects.filter(action__plan=plan, action__archived_at=None, by=None)
    periods = read.exclude(period=None).order_by("period").values_list("period", flat=True).distinct()
    return [period for period in periods if period is not None]


def _recheck_owners(
    plan: Plan, actions: Collection[int], day: date, owners_before: str, stand_in: Action
) -> None:
    """Mend what is found about those who own the actions or owned them before, by all that they own."""
    there = Ownership.objects.filter(action__plan=plan, action__archived_at=None).order_by()
    owned = list(there.values_list("action", "name"))
    owners = {fold_name(name) for action, name in owned if action in actions}
    before = fold_name(owners_before)

    def is_one(name: str) -> bool:
        # The words before name several at once; who is only part of a name there is mended for nothing.
        return fold_name(name) in owners or fold_name(name) in before

    names = {name for name in {name for _, name in owned} if is_one(name)}
    keys = {action for action, name in owned if name in names}
    if len(keys) > MOST_OF_AN_OWNER:
        raise WholePlanWantedError
    document = _with(document_of_some(plan, keys), stand_in)
    found = [each for each in check(document, day, rules=_OF_OWNERS) if is_one(each.title)]
    of_plan = plan.kept_findings.filter(action=None, code__in=[rule.code for rule in _OF_OWNERS])
    stored = [FINDING.validate_python(row) for row in of_plan.values_list("finding", flat=True)]
    others = [each for each in stored if not is_one(each.title)]
    of_plan.delete()
    in_order = sorted([*others, *found], key=lambda each: fold_name(each.title))
    KeptFinding.objects.bulk_create(_rows(plan, in_order, {}))


def _keys_by_subject(plan: Plan, actions: Collection[int] | None) -> dict[Subject, list[int]]:
    rows = plan.actions.filter(archived_at=None)
    if actions is not None:
        rows = rows.filter(pk__in=actions)
    keys: dict[Subject, list[int]] = defaultdict(list)
    for key, ref, title, where in rows.order_by("position").values_list("pk", "ref", "title", "where"):
        keys[Subject(ref, title, Where.model_validate(where))].append(key)
    return keys


def _rows(plan: Plan, findings: Iterable[Finding], keys: dict[Subject, list[int]]) -> list[KeptFinding]:
    """The findings as rows. Of several actions that nothing tells apart each has its share."""
    turns: dict[tuple[str, Subject], int] = defaultdict(int)
    rows = []
    for finding in findings:
        subject, action = finding.subject, None
        if subject is not None and (alike := keys.get(subject)):
            turn = turns[finding.code, subject]
            action, turns[finding.code, subject] = alike[turn % len(alike)], turn + 1
        if subject is None or action is not None:
            rows.append(_row(plan, finding, action))
    return rows


def _row(plan: Plan, finding: Finding, action: int | None) -> KeptFinding:
    return KeptFinding(
        plan=plan,
        action_id=action,
        code=finding.code,
        severity=finding.severity,
        weight=WORST_FIRST.index(finding.severity),
        place=_PLACES.get(finding.code, len(_PLACES)),
        finding=FINDING.dump_python(finding, mode="json"),
    )
