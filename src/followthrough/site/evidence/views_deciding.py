"""The pages on which evidence is verified, an action is closed, looked at again and re-opened."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.evidence import closing, verifying
from followthrough.site.evidence.forms import (
    CloseForm,
    CloseSeveralForm,
    EmbeddingForm,
    VerifyForm,
    WhyForm,
)
from followthrough.site.evidence.models import Closure
from followthrough.site.evidence.queries import (
    actions_in,
    closure_facts,
    embedding_checks_due,
    facts_to_verify,
    part_in,
    verified_actions,
)
from followthrough.site.evidence.views import READS_AND_WRITES, action_of
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.views import plan_or_404

ACTIONS_A_PAGE = 50
REFUSED = (verifying.RefusedClosureError, OwnWorkError)


@require_safe
@requires(Permission.VERIFY_EVIDENCE)
def list_to_verify(request: MemberRequest) -> HttpResponse:
    """What waits for a verifier in all plans, the longest waiting first, and the embedding checks due."""
    actions = actions_in(request.organisation)
    page = Paginator(facts_to_verify(actions), ACTIONS_A_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    due = embedding_checks_due(actions, day=today)
    return render(request, "evidence/to_verify.html", {"page": page, "due": due, "today": today})


@require_http_methods(READS_AND_WRITES)
@requires(Permission.VERIFY_EVIDENCE)
def verify_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    action = action_of(request, slug, number)
    facts = closure_facts([action])[action.pk]
    form = VerifyForm(request.POST if request.method == "POST" else None, items=facts.to_verify)
    if form.is_valid():
        try:
            verifying.verify(action, judgements=form.judgements, by=request.user, at=clock.now())
        except REFUSED as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"What you said of {action.ref or 'the action'} is saved.")
            return redirect(f"{action.get_absolute_url()}#closure")
    part = part_in(action, day=clock.today()).get(request.user.pk, "")
    context = {"plan": action.plan, "action": action, "facts": facts, "form": form, "part": part}
    return render(request, "evidence/verify.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.CLOSE_ACTIONS)
def close_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    action = action_of(request, slug, number)
    facts = closure_facts([action])[action.pk]
    sent = request.POST if request.method == "POST" else None
    start = {"end": Closure.End.CLOSED.value} if facts.is_verified else {}
    form = CloseForm(sent, action=action, organisation=request.organisation, initial=start)
    if form.is_valid():
        try:
            closure = closing.close_action(action, decision=form.decided, by=request.user, at=clock.now())
        except REFUSED as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, closing.end_in_words(closure))
            return redirect(f"{action.get_absolute_url()}#closure")
    context = {"plan": action.plan, "action": action, "facts": facts, "form": form}
    return render(request, "evidence/close.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.CLOSE_ACTIONS)
def close_several(request: MemberRequest, slug: str) -> HttpResponse:
    """What a meeting closed, of the actions that a verifier has accepted."""
    plan = plan_or_404(request, slug)
    form = CloseSeveralForm(
        request.POST if request.method == "POST" else None, ready=verified_actions(plan.actions.all())
    )
    if form.is_valid():
        try:
            decision = form.decision(end=Closure.End.CLOSED)
            closed = closing.close_actions(form.chosen, decision=decision, by=request.user, at=clock.now())
        except REFUSED as refusal:
            form.add_error(None, f"Nothing was closed. {refusal}")
        else:
            verb = "is" if len(closed) == 1 else "are"
            messages.success(request, f"{counted(len(closed), 'action')} {verb} closed.")
            return redirect("actions", plan.slug)
    return render(request, "evidence/close_several.html", {"plan": plan, "form": form})


@require_http_methods(READS_AND_WRITES)
@requires(Permission.CLOSE_ACTIONS)
def reopen_action(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    action = action_of(request, slug, number)
    facts = closure_facts([action])[action.pk]
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            closing.reopen_action(action, **form.cleaned_data, by=request.user, at=clock.now())
        except REFUSED as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The action is open again.")
            return redirect(action)
    context = {"plan": action.plan, "action": action, "facts": facts, "form": form}
    return render(request, "evidence/reopen.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.VERIFY_EVIDENCE)
def check_embedding(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Whether what was closed still works; where it does not, the office can re-open it."""
    action = action_of(request, slug, number)
    closure = get_object_or_404(action.closures.filter(reopened_at=None).exclude(embedding_due_on=None))
    form = EmbeddingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        embedded, words = form.cleaned_data["embedded"] == "yes", form.cleaned_data["words"]
        try:
            closing.check_embedding(closure, embedded=embedded, words=words, by=request.user, at=clock.now())
        except REFUSED as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The embedding check is saved.")
            return redirect(f"{action.get_absolute_url()}#closure")
    context = {"plan": action.plan, "action": action, "closure": closure, "form": form}
    return render(request, "evidence/embedding.html", context)
