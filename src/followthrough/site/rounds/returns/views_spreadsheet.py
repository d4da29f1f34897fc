"""The return by spreadsheet: download it, send it back, see what it will change, and let it."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.intake.grid import UnreadableFileError
from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.rounds.queries import returns_of
from followthrough.site.rounds.returns import spreadsheet
from followthrough.site.rounds.returns.answering import FaultyAnswerError, StaleReturnError
from followthrough.site.rounds.returns.spreadsheet import SheetAnswers
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
    content = spreadsheet.sheet_for(request.user, request.organisation, day=clock.today())
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
            answers = spreadsheet.read_sheet(
                file.read(),
                file.name,
                user=request.user,
                organisation=request.organisation,
                day=clock.today(),
            )
        except UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            return _what_will_change(request, answers)
    asked = returns_of(request.user, request.organisation, day=clock.today()).count()
    return render(request, "rounds/by_spreadsheet.html", {"form": form, "asked": asked})


def _what_will_change(request: MemberRequest, answers: SheetAnswers) -> HttpResponse:
    shown = {"answers": answers, "kept": spreadsheet.kept(answers)}
    return render(request, "rounds/spreadsheet_changes.html", shown)


@require_POST
@requires(Permission.ANSWER_RETURNS)
def send_spreadsheet(request: MemberRequest) -> HttpResponse:
    """Send what the page has shown: what was ready, and of what had changed here what was chosen."""
    try:
        rows = spreadsheet.unkept(request.POST.get("kept", ""))
    except signing.BadSignature:
        messages.error(request, _CHOOSE_AGAIN)
        return redirect("answer_by_spreadsheet")
    answers = spreadsheet.understand(
        rows, user=request.user, organisation=request.organisation, day=clock.today()
    )
    left_out = set(request.POST.getlist("asked_about")) - set(request.POST.getlist("chosen"))
    chosen = [it for it in answers.ready if str(it.asked.pk) not in left_out]
    if answers.stale or answers.wrong or answers.not_asked:
        return _once_more(request, answers)
    try:
        sent = spreadsheet.send_sheet(chosen, by=request.user, at=clock.now())
    except (StaleReturnError, FaultyAnswerError, WrongStateError):
        return _once_more(request, answers)
    messages.success(request, f"{counted(sent, 'return')} sent.")
    return redirect("my_actions")


def _once_more(request: MemberRequest, answers: SheetAnswers) -> HttpResponse:
    messages.error(request, "Something changed while you were looking. Check the list once more.")
    return _what_will_change(request, answers)
