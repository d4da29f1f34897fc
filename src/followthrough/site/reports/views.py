"""The reports of a plan: which there are, and each as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.outputs.report.file import DATA_PACKAGE, FORMATS
from followthrough.outputs.report.kinds import BY_NAME, KINDS, OWN_SHAPE
from followthrough.outputs.report.making import make_report
from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.people.permissions import MemberRequest, Permission, requires, sees_work
from followthrough.site.register.document.downloads import MEDIA_TYPES
from followthrough.site.register.views import plan_or_404
from followthrough.site.reports import house_style, paper_texts
from followthrough.site.reports.forms import HeadlineForm, HouseStyleForm, PaperTextsForm
from followthrough.site.reports.making import facts_for_report, facts_of_edition, headline_sentences
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.queries import present_round, rounds_of
from followthrough.site.rounds.round_pages import round_or_404

_PAPER = "cabinet"
# From so many actions on Word and PDF take longer than 2 seconds, and are drafted in the background instead.
LONG_PLAN = 700
_SLOW = ("docx", "pdf")
_MEDIA_TYPES = MEDIA_TYPES | {DATA_PACKAGE: "application/zip"}
_NAMES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "web page", "csv": "CSV", "json": "JSON"}


@require_safe
@requires(Permission.READ_WORK)
def show_reports(request: MemberRequest, slug: str) -> HttpResponse:
    """The kinds of report on a round of a plan, each in every format."""
    plan = plan_or_404(request, slug)
    rounds = list(rounds_of(plan))
    asked = request.GET.get("period")
    chosen = next((each for each in rounds if each.period == asked), None)
    round_ = chosen or present_round(plan) or next(iter(rounds), None)
    context = {
        "plan": plan,
        "rounds": rounds,
        "round": round_,
        "drafted": _SLOW if plan.actions.count() > LONG_PLAN else (),
        "is_published": round_ is not None and round_.state == Round.State.PUBLISHED,
        "kinds": KINDS,
        "formats": [(form, _NAMES[form]) for form in FORMATS],
        "own_shape": OWN_SHAPE,
    }
    return render(request, "reports/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def write_paper_texts(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the fixed sections and the comments that stand in the papers of a plan."""
    plan = plan_or_404(request, slug)
    form = PaperTextsForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        paper_texts.write_paper_texts(plan, texts=form.texts, by=request.user, at=clock.now())
        messages.success(request, "The words of the papers are kept.")
        return redirect("reports", plan.slug)
    return render(request, "reports/paper_texts.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def choose_house_style(request: MemberRequest) -> HttpResponse:
    """How the papers of the organisation are made: order, what is in, titles, colour, logo, template."""
    house = house_style.house_of(request.organisation)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = HouseStyleForm(*sent, house=house)
    if form.is_valid():
        house_style.choose_house_style(
            request.organisation,
            choices=form.choices,
            logo=form.file("logo"),
            template=form.file("template"),
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, "Saved. Papers that are made from now on go by it.")
        return redirect("house_style")
    return render(request, "reports/house_style.html", {"form": form, "house": house})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def word_headline(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """Put other words in the place of the computed sentences at the head of a round's papers."""
    round_ = round_or_404(request, slug, period)
    sentences, known = headline_sentences(round_, today=clock.today())
    form = HeadlineForm(request.POST if request.method == "POST" else None, sentences=sentences, known=known)
    if form.is_valid():
        house_style.word_headline(round_, words=form.words, by=request.user, at=clock.now())
        messages.success(request, "The papers of this round have these sentences.")
        return redirect("reports", round_.plan.slug)
    context = {"plan": round_.plan, "round": round_, "form": form}
    return render(request, "reports/word_headline.html", context)


@require_safe
@requires(Permission.READ_WORK)
def download_report(request: MemberRequest, slug: str, period: str, kind: str, form: str) -> HttpResponse:
    """A report on a round: as published, or while it is not, as of today."""
    # The plan in its own shape is one table, or a plan document: it has no data package.
    formats = FORMATS if kind == OWN_SHAPE else (*FORMATS, DATA_PACKAGE)
    if form not in formats or kind not in BY_NAME:
        raise Http404
    round_ = round_or_404(request, slug, period)
    made_from = facts_for_report(round_.plan, period, today=clock.today())
    content = make_report(
        BY_NAME[kind], made_from.position, made_from.facts, form, findings=made_from.findings
    )
    note(
        Kind.REPORT_DOWNLOADED, user=request.user, request=request, words=f"{slug}, {period}, {kind}, {form}"
    )
    return _file(content, f"{slug}-{period}-{kind}", form)


@require_safe
@requires(Permission.READ_PLANS)
def download_edition(request: MemberRequest, slug: str, period: str, edition: int, form: str) -> HttpResponse:
    """The progress paper of what an edition of a round published."""
    if form not in FORMATS:
        raise Http404
    round_ = round_or_404(request, slug, period)
    publication = get_object_or_404(round_.publications.select_related("round", "by"), edition=edition)
    made_from = facts_of_edition(publication, sees_work=sees_work(request))
    content = make_report(BY_NAME[_PAPER], made_from.position, made_from.facts, form)
    words = f"{slug}, {period}, edition {edition}, {form}"
    note(Kind.REPORT_DOWNLOADED, user=request.user, request=request, words=words)
    return _file(content, f"{slug}-{period}-edition-{edition}", form)


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    """A file that a browser saves and does not open as a page of the site."""
    file = HttpResponse(content, content_type=_MEDIA_TYPES[form])
    file["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return file
