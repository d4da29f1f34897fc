"""The return by spreadsheet: download it, send it back, see what it will change, and let it."""

from collections.abc import Mapping, Sequence

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.intake.apart.reading import read_return_apart
from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.return_sheet import FilledRow
from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.rounds.queries import may_be_answered_by, returns_of
from followthrough.site.rounds.returns.answering import FaultyAnswerError, StaleReturnError, UnansweredError
from followthrough.site.rounds.returns.sheet_answers import (
    SheetAnswers,
    decided_rows,
    rows_to_hold,
    send_sheet,
    signed,
    understand,
    unsigned,
)
from followthrough.site.rounds.returns.spreadsheet import sheet_for
from followthrough.site.rounds.states import WrongStateError

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHOOSE_AGAIN = "The page was too old, so nothing was sent. Choose the file once more."


class SendBackForm(forms.Form):
    """The filled-in file."""

    file = forms.FileField(
        label="The spreadsheet that you filled in",
        help_text="You see what it will change before anything is sent.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.xls"}),
        error_messages={
            "required": "Choose the spreadsheet that you filled in.",
            "empty": "The file is empty. Choose the spreadsheet that you filled in.",
        },
    )


@require_safe
@requires(Permission.ANSWER_RETURNS)
def download_return(request: MemberRequest) -> HttpResponse:
    content = sheet_for(request.user, request.organisation, day=clock.today())
    name = f"return-{clock.today():%Y-%m-%d}.xlsx"
    return HttpResponse(
        content, content_type=_EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_RETURNS)
def answer_by_spreadsheet(request: MemberRequest) -> HttpResponse:
    form = SendBackForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = read_return_apart(file.read(), file.name)
        except UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            return _what_will_change(request, _understood(request, rows))
    asked = returns_of(request.user, request.organisation, day=clock.today()).count()
    return render(request, "rounds/by_spreadsheet.html", {"form": form, "asked": asked})


def _understood(
    request: MemberRequest, rows: Sequence[FilledRow], chosen: Mapping[str, str] | None = None
) -> SheetAnswers:
    today = clock.today()
    open_returns = may_be_answered_by(request.user, request.organisation, day=today)
    return understand(rows, open_returns=open_returns, day=today, chosen=chosen)


def _what_will_change(
    request: MemberRequest, answers: SheetAnswers, *, error: str = "", is_asking: bool = False
) -> HttpResponse:
    rows = signed(rows_to_hold(answers))
    shown = {"answers": answers, "rows": rows, "error": error, "is_asking": is_asking}
    return render(request, "rounds/spreadsheet_changes.html", shown)


@require_POST
@requires(Permission.ANSWER_RETURNS)
def send_spreadsheet(request: MemberRequest) -> HttpResponse:
    """Send what the page has shown: what was ready, and of what had changed here what was chosen.

    Where rows are in dispute, what was chosen for each is shown first as what it would change.
    """
    try:
        rows = unsigned(request.POST.get("rows", ""))
    except signing.BadSignature:
        messages.error(request, _CHOOSE_AGAIN)
        return redirect("answer_by_spreadsheet")
    answers = _understood(request, rows, request.POST)
    if answers.disputed:
        return _decide_disputes(request, answers)
    left_out = set(request.POST.getlist("asked_about")) - set(request.POST.getlist("chosen"))
    chosen = [each for each in answers.ready if str(each.action_return.pk) not in left_out]
    if answers.stale or answers.wrong or answers.not_asked:
        return _once_more(request, answers)
    if any(each.open_questions for each in chosen):
        return _what_will_change(request, answers, is_asking=True)
    try:
        sent = send_sheet(chosen, by=request.user, at=clock.now())
    except (StaleReturnError, FaultyAnswerError, UnansweredError, WrongStateError):
        return _once_more(request, answers)
    messages.success(request, f"{counted(sent, 'return')} sent.")
    return redirect("my_actions")


def _decide_disputes(request: MemberRequest, answers: SheetAnswers) -> HttpResponse:
    """The page again with each row under the action that was chosen; the question again where none was."""
    for disputed in answers.disputed:
        disputed.choice = request.POST.get(f"about-{disputed.row}") or request.POST.get("about-all", "")
    if not all(disputed.is_decided for disputed in answers.disputed):
        return _what_will_change(request, answers, error="Choose for each row which action it is about.")
    decided = _understood(request, decided_rows(answers))
    if decided.two_for_one:
        return _what_will_change(request, answers, error=f"{decided.two_for_one} Choose again.")
    return _what_will_change(request, decided)


def _once_more(request: MemberRequest, answers: SheetAnswers) -> HttpResponse:
    messages.error(request, "Something changed while you were looking. Check the list once more.")
    return _what_will_change(request, answers)
