"""The change log of a plan between two days or rounds, as a page and as CSV, and what slipped repeatedly."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.list_file import list_as_csv
from followthrough.outputs.plan.file import plan_as
from followthrough.site import clock
from followthrough.site.changes.as_at import plan_as_at
from followthrough.site.changes.errors import ChangeError
from followthrough.site.changes.log import CHANGED, LoggedChange, changes_between
from followthrough.site.changes.log_rounds import rounds_of_log
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.slips import BY, FOR_LEADERSHIP, TWICE, grouped, slipped_in
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.document.downloads import MEDIA_TYPES
from followthrough.site.register.fields import DayField
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404

ROWS_A_PAGE = 100
HEADINGS = [
    "Request", "Ref", "Action", "What", "From", "To", "Months later", "Cause", "Reason", "State", "Asked by",
    "On behalf of", "Asked at", "Decided by", "Forum", "Day", "Minute", "Decision",
]  # fmt: skip


class LogForm(forms.Form):
    """Between which days, or since which round, and what of it."""

    first = DayField(label="From", required=False)
    last = DayField(label="To", required=False)
    state = forms.ChoiceField(
        label="Which", required=False,
        choices=[("", "All"), ("changed", "What changed the plan"), *ChangeRequest.State.choices],
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = rounds_of_log(plan)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "This day is before the first one. Choose a later day.")
        return self.cleaned_data

    def changes_of(self, plan: Plan) -> list[LoggedChange]:
        """The changes asked for; all of them where the form is wrong."""
        if not self.is_valid():
            return changes_between(plan)
        chosen = self.cleaned_data["state"]
        states = CHANGED if chosen == "changed" else [chosen] if chosen else []
        return changes_between(
            plan, self.cleaned_data["first"], self.cleaned_data["last"], states=list(states)
        )


@require_safe
@requires(Permission.READ_WORK)
def show_change_log(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    form = LogForm(request.GET, plan=plan)
    logged = form.changes_of(plan)
    changed = [each for each in logged if each.state in CHANGED]
    later = [each for each in changed if each.months]
    per_action = Counter((each.ref or each.title, each.action) for each in changed if each.action)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "plan": plan,
        "form": form,
        "page": Paginator(logged[::-1], ROWS_A_PAGE).get_page(request.GET.get("page")),
        "total": len(logged),
        "changed": len(changed),
        "moved": len(later),
        "months": sum(each.months or 0 for each in later),
        "churn": [(name, key, number) for (name, key), number in per_action.most_common(5) if number > 1],
        "query": query.urlencode(),
        "rounds": form.rounds,
        "day_form": DayForm(),
    }
    return render(request, "changes/change_log.html", context)


@require_safe
@requires(Permission.READ_WORK)
def download_change_log(request: MemberRequest, slug: str) -> StreamingHttpResponse:
    """The same as a file."""
    plan = plan_or_404(request, slug)
    rows = rows_of_log(LogForm(request.GET, plan=plan).changes_of(plan))
    file = StreamingHttpResponse(list_as_csv(HEADINGS, rows), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{plan.slug}-changes.csv"'
    return file


def rows_of_log(logged: list[LoggedChange]) -> Iterator[list[TableCell]]:
    """A row for each change, under HEADINGS."""
    for each in logged:
        months = "" if each.months is None else f"{each.months:g}"
        yield [
            TableCell(text)
            for text in (
                each.name, each.ref, each.title, each.field, each.old, each.new, months, each.cause,
                each.reason, str(ChangeRequest.State(each.state).label), each.asked_by, each.on_behalf_of,
                each.asked_at[:10], each.decided_by, each.forum, each.on.isoformat(), each.minute,
                each.decision,
            )
        ]  # fmt: skip


class DayForm(forms.Form):
    """Which past day a plan is wanted of."""

    day = DayField(label="Day")


@require_safe
@requires(Permission.READ_WORK)
def download_plan_as_at(request: MemberRequest, slug: str) -> HttpResponse:
    """The plan as it was at the end of a past day, as Excel; back with a sentence where it can't."""
    plan = plan_or_404(request, slug)
    form = DayForm(request.GET)
    try:
        if not form.is_valid():
            raise ChangeError(form.errors["day"][0])
        day = form.cleaned_data["day"]
        if day > clock.today():
            raise ChangeError(f"{day:%-d %B %Y} has not come yet. Choose today or a day before.")
        document = plan_as_at(plan, day)
    except ChangeError as refusal:
        messages.error(request, str(refusal))
        return redirect("change_log", plan.slug)
    file = HttpResponse(plan_as(document, ".xlsx"), content_type=MEDIA_TYPES["xlsx"])
    file["Content-Disposition"] = f'attachment; filename="{plan.slug}-{day:%Y-%m-%d}.xlsx"'
    return file


@require_safe
@requires(Permission.READ_WORK)
def show_slipped(request: MemberRequest, slug: str) -> HttpResponse:
    """The actions that were extended twice and more, by owner, director or theme, with each move's reason."""
    plan = plan_or_404(request, slug)
    asked = request.GET.get("by", "")
    by = asked if asked in BY else "director"
    slipped = slipped_in(plan, at_least=TWICE)
    context = {
        "plan": plan,
        "by": by,
        "groups": grouped(slipped, by),
        "total": len(slipped),
        "for_leadership": sum(each.is_for_leadership for each in slipped),
        "third": FOR_LEADERSHIP,
    }
    return render(request, "changes/slipped.html", context)
