"""The pages on which evidence is asked for, offered and given out, and an action is said to be done."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.evidence import offering, verifying
from followthrough.site.evidence.file_kinds import ForbiddenKindError
from followthrough.site.evidence.forms import (
    FinishedForm,
    KeepingForm,
    MeasureForm,
    NeededForm,
    OfferForm,
    WhyForm,
)
from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.queries import closure_facts, may_claim
from followthrough.site.evidence.scanning import ScannerUnreachableError
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.register.models import Action
from followthrough.site.register.views import plan_or_404
from followthrough.site.uploads import EvidenceSizeLimit, is_far_too_large

READS_AND_WRITES = ["GET", "HEAD", "POST"]
REFUSED = (offering.RefusedEvidenceError, ForbiddenKindError, ScannerUnreachableError)


def action_of(request: MemberRequest, slug: str, number: int) -> Action:
    """An action of the reader's own organisation, with its plan; else it is as if it were not there."""
    plan = plan_or_404(request, slug)
    action: Action = get_object_or_404(plan.actions.all(), number=number)
    action.plan = plan
    return action


# The form's token stands in its body, which is read only once the upload says that it is not too large.
@csrf_exempt
@require_http_methods(READS_AND_WRITES)
@requires(Permission.ANSWER_RETURNS)
def offer_evidence(request: MemberRequest, slug: str, number: int) -> HttpResponseBase:
    """`?form=` says which form of evidence is offered: a file where it says none."""
    action = action_of(request, slug, number)
    form = request.GET.get("form", "")
    form = form if form in Evidence.Form.values else Evidence.Form.FILE.value
    if is_far_too_large(request, settings.EVIDENCE_LIMIT):
        context = {"too_large": offering.too_large()}
        return _offer_page(request, action, OfferForm(action=action, form=form), status=413, **context)
    request.upload_handlers = [EvidenceSizeLimit(request), *request.upload_handlers[1:]]
    answer: HttpResponseBase = _offered(request, action, form)
    return answer


@csrf_protect
def _offered(request: MemberRequest, action: Action, form_of_evidence: str) -> HttpResponse:
    is_sent = request.method == "POST"
    form = OfferForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        action=action,
        form=form_of_evidence,
        initial={"measure": request.GET.get("measure", "")},
    )
    if form.is_valid():
        file = form.cleaned_data.get("file")
        try:
            evidence = offering.offer_evidence(
                action, offer=form.offer, file=file, by=request.user, at=clock.now()
            )
        except REFUSED as refusal:
            form.add_error("file" if file else None, str(refusal))
        else:
            _say_offered(request, evidence)
            return redirect(f"{action.get_absolute_url()}#closure")
    return _offer_page(request, action, form)


def _say_offered(request: MemberRequest, evidence: Evidence) -> None:
    if evidence.state == Evidence.State.QUARANTINED:
        messages.warning(
            request,
            f"The virus scanner found {evidence.found} in “{evidence}”. It is in quarantine: nobody is given "
            "it, and it counts for nothing.",
        )
    else:
        messages.success(request, f"“{evidence}” is offered as evidence.")


def _offer_page(
    request: MemberRequest, action: Action, form: OfferForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    forms = [(each.value, each.label) for each in Evidence.Form]
    context = {"plan": action.plan, "action": action, "form": form, "forms": forms, **more}
    return render(request, "evidence/offer.html", context, status=status)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.EDIT_PLANS)
def say_needed_evidence(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    action = action_of(request, slug, number)
    facts = closure_facts([action])[action.pk]
    form = NeededForm(request.POST if request.method == "POST" else None, facts=facts)
    if form.is_valid():
        at = clock.now()
        for measure, words in form.needed.items():
            offering.say_what_is_needed(action, measure=measure, words=words, by=request.user, at=at)
        messages.success(request, "What evidence it will need is saved.")
        return redirect(f"{action.get_absolute_url()}#closure")
    return render(request, "evidence/needed.html", {"plan": action.plan, "action": action, "form": form})


@require_safe
@requires(Permission.READ_WORK)
def download_evidence(request: MemberRequest, slug: str, number: int, evidence_id: int) -> HttpResponseBase:
    """The file as an attachment of the kind that was found in it; a browser is to run nothing of it."""
    action = action_of(request, slug, number)
    evidence = get_object_or_404(action.evidence.filter(form=Evidence.Form.FILE), pk=evidence_id)
    store = offering.evidence_store()
    if not evidence.can_be_read or not store.exists(evidence.key):
        context = {"plan": action.plan, "action": action, "evidence": evidence}
        return render(request, "evidence/no_file.html", context, status=404)
    note(Kind.EVIDENCE_DOWNLOADED, user=request.user, request=request, words=evidence.file_name)
    answer = FileResponse(
        store.open(evidence.key),
        as_attachment=True,
        filename=evidence.file_name,
        content_type=evidence.media_type,
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(READS_AND_WRITES)
@requires(Permission.CLOSE_ACTIONS)
def delete_file(request: MemberRequest, slug: str, number: int, evidence_id: int) -> HttpResponse:
    action = action_of(request, slug, number)
    evidence = get_object_or_404(action.evidence.filter(form=Evidence.Form.FILE), pk=evidence_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        offering.remove_file(evidence, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, f"The file “{evidence.file_name}” is deleted.")
        return redirect(f"{action.get_absolute_url()}#closure")
    context = {"plan": action.plan, "action": action, "evidence": evidence, "form": form}
    return render(request, "evidence/delete_file.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.ANSWER_RETURNS)
def withdraw_evidence(request: MemberRequest, slug: str, number: int, evidence_id: int) -> HttpResponse:
    """Who offered a piece of evidence takes it back, with a reason."""
    action = action_of(request, slug, number)
    evidence = get_object_or_404(action.evidence.all(), pk=evidence_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            offering.withdraw_evidence(evidence, **form.cleaned_data, by=request.user, at=clock.now())
        except offering.RefusedEvidenceError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"“{evidence.title}” is withdrawn. It stays in sight, with your reason."
            )
            return redirect(f"{action.get_absolute_url()}#closure")
    context = {"plan": action.plan, "action": action, "evidence": evidence, "form": form}
    return render(request, "evidence/withdraw.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.ANSWER_RETURNS)
def assign_evidence(request: MemberRequest, slug: str, number: int, evidence_id: int) -> HttpResponse:
    """Who offered a piece of evidence, or the office, says for which measure of success it is."""
    action = action_of(request, slug, number)
    evidence = get_object_or_404(action.evidence.all(), pk=evidence_id)
    if evidence.by_id != request.user.pk and Permission.EDIT_PLANS not in permissions_of(request.membership):
        raise PermissionDenied("Who offered it says what it is evidence of, or the programme office.")
    form = MeasureForm(request.POST if request.method == "POST" else None, action=action)
    if form.is_valid():
        try:
            offering.assign_measure(evidence, **form.cleaned_data, by=request.user, at=clock.now())
        except offering.RefusedEvidenceError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{evidence.title}” is evidence of “{form.cleaned_data['measure']}”.")
            return redirect(f"{action.get_absolute_url()}#closure")
    context = {"plan": action.plan, "action": action, "evidence": evidence, "form": form}
    return render(request, "evidence/measure.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.EDIT_PLANS)
def set_keeping(request: MemberRequest, slug: str, number: int, evidence_id: int) -> HttpResponse:
    """Until when a piece of evidence is kept, and whether it may be published."""
    action = action_of(request, slug, number)
    evidence = get_object_or_404(action.evidence.all(), pk=evidence_id)
    day = evidence.keep_until
    start = {"keep_until": day and day_in_words(day), "exempt_because": evidence.exempt_because}
    form = KeepingForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        offering.set_keeping(evidence, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, f"How “{evidence.title}” is kept and published is saved.")
        return redirect(f"{action.get_absolute_url()}#closure")
    context = {"plan": action.plan, "action": action, "evidence": evidence, "form": form}
    return render(request, "evidence/keeping.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.ANSWER_RETURNS)
def claim_finished(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """The owner of an action, or the office for them, says on which day it was finished."""
    action = action_of(request, slug, number)
    if not may_claim(action, user=request.user, may=permissions_of(request.membership), day=clock.today()):
        raise PermissionDenied(
            "Who owns an action says that it is finished, or the programme office for them."
        )
    facts = closure_facts([action])[action.pk]
    form = FinishedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verifying.claim_complete(action, **form.cleaned_data, by=request.user, at=clock.now())
        except verifying.RefusedClosureError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is said to be finished. A verifier looks at the evidence next.")
            return redirect(f"{action.get_absolute_url()}#closure")
    context = {"plan": action.plan, "action": action, "form": form, "facts": facts}
    return render(request, "evidence/finished.html", context)
