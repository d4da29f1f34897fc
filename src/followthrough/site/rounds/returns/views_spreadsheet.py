"""Returns by spreadsheet: download, send back, see what it will change, and let it.

Owners do it for themselves under My actions; the programme office for those without an account, post by post.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib import messages
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.return_sheet import FilledRow
from followthrough.outputs.return_excel import ReturnRow, to_return_sheet
from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.models import Post
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import (
    asked_of_post,
    may_be_answered_by,
    posts_asked,
    returns_in_open_rounds,
    returns_of,
    with_owners_and_updates,
)
from followthrough.site.rounds.returns.answering import (
    FaultyAnswerError,
    StaleReturnError,
    UnansweredError,
    send_sheet,
)
from followthrough.site.rounds.returns.answers import answer_in, statuses_offered
from followthrough.site.rounds.returns.forms import FilledSheetForm
from followthrough.site.rounds.returns.sheet_answers import (
    SheetAnswers,
    decided_rows,
    in_words,
    row_key,
    rows_to_hold,
    signed,
    understand,
    unsigned,
)
from followthrough.site.rounds.round_pages import round_or_404
from followthrough.site.rounds.states import WrongStateError
from followthrough.site.spreadsheets.models import SentSpreadsheet
from followthrough.site.spreadsheets.queue import TooManyWaitingError
from followthrough.site.spreadsheets.reading import send_spreadsheet_to_be_read
from followthrough.site.spreadsheets.views import spreadsheet_or_404, wait_for


def sheet_for(user: User, organisation: Organisation, *, day: date) -> bytes:
    """The Excel file of all that an account is asked for."""
    returns = list(with_owners_and_updates(returns_of(user, organisation, day=day)))
    back = "Fill in the white boxes, save the file, and send it back on the site."
    return _sheet(returns, f"Return of {user.name}", back)


def sheet_of_post(round_: Round, post: Post) -> bytes:
    """The Excel file of all that a round asks of a post, for whoever answers without an account."""
    returns = list(with_owners_and_updates(asked_of_post(round_, post)))
    back = "Fill in the white boxes, save the file, and send it back to whoever sent it to you."
    return _sheet(returns, f"Return of {post.name}, {round_}", back, post=post.pk)


def sheets_of_posts(round_: Round, posts: Sequence[Post]) -> bytes:
    """The Excel files of several posts, as one .zip."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name, post in zip(file_names(posts), posts, strict=True):
            files.writestr(name, sheet_of_post(round_, post))
    return packed.getvalue()


def file_names(posts: Sequence[Post]) -> list[str]:
    """A file's name for each post, no two the same."""
    names = [f"return-{slugify(post.name)[:80] or 'post'}" for post in posts]
    return [
        f"{name}{f'-{post.pk}' if names.count(name) > 1 else ''}.xlsx"
        for name, post in zip(names, posts, strict=True)
    ]


def _sheet(returns: Sequence[ActionReturn], title: str, back: str, *, post: int = 0) -> bytes:
    due = min((each.round.due_on_for(each.action) for each in returns), default=None)
    advice = [
        back,
        "A date may be in any words: 31 March 2027, June 2027, Autumn 2027, TBC.",
        "A row that you leave as it is stays as it is.",
    ]
    if due:
        advice.append(f"Due by {due:%-d %B %Y}: {counted(len(returns), 'action')}.")
    return to_return_sheet([_row(each, post) for each in returns], title=title, advice=advice)


def _row(action_return: ActionReturn, post: int) -> ReturnRow:
    action, plan = action_return.action, action_return.round.plan
    last, labels = action.latest_update, statuses_offered(plan)
    return ReturnRow(
        key=row_key(action_return, post=post),
        plan=str(plan),
        ref=action.ref or "",
        title=action.title,
        agreed=(action.due or {}).get("text", ""),
        last_status=(last.status_text or "") if last else "",
        last_update=(last.text or "") if last else "",
        statuses=list(labels.values()),
        boxes=in_words(action_return, answer_in(action_return)),
    )


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHOOSE_AGAIN = "The page was too old, so nothing was sent. Choose the file once more."


@dataclass(frozen=True)
class Desk:
    """Where a spreadsheet comes back: which returns it may answer, and the addresses of its pages.

    `page` is where a file is chosen, `send` where it is sent from, `done` where one goes after. The office
    answers `for_others`.
    """

    open_returns: QuerySet[ActionReturn]
    page: str
    send: str
    done: str
    for_others: bool = False


def _desk_of(request: MemberRequest) -> Desk:
    return Desk(
        may_be_answered_by(request.user, request.organisation, day=clock.today()),
        page=reverse("answer_by_spreadsheet"),
        send=reverse("send_spreadsheet"),
        done=reverse("my_actions"),
    )


def _office_desk(request: MemberRequest, round_: Round) -> Desk:
    address = [round_.plan.slug, round_.period]
    return Desk(
        returns_in_open_rounds(request.organisation).filter(round=round_),
        page=reverse("round_spreadsheets", args=address),
        send=reverse("send_round_spreadsheet", args=address),
        done=reverse("round_returns", args=address),
        for_others=True,
    )


@require_safe
@requires(Permission.ANSWER_RETURNS)
def download_return(request: MemberRequest) -> HttpResponse:
    content = sheet_for(request.user, request.organisation, day=clock.today())
    return _file(content, f"return-{clock.today():%Y-%m-%d}.xlsx", _EXCEL)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_RETURNS)
def answer_by_spreadsheet(request: MemberRequest) -> HttpResponse:
    form = FilledSheetForm(request.POST or None, request.FILES or None)
    sent = _receive(request, form) if request.method == "POST" else None
    if sent:
        return redirect("read_spreadsheet", sent.pk)
    return _own_page(request, form)


@require_safe
@requires(Permission.ANSWER_RETURNS)
def read_spreadsheet(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """What a spreadsheet will change, once it is read; before that, how far the reading is."""
    sent = spreadsheet_or_404(request, spreadsheet_id, SentSpreadsheet.Kind.RETURN)
    if sent.failure:
        return _own_page(request, FilledSheetForm.refused(sent.failure))
    return _show_read(request, _desk_of(request), sent)


def _own_page(request: MemberRequest, form: FilledSheetForm) -> HttpResponse:
    asked = returns_of(request.user, request.organisation, day=clock.today()).count()
    return render(request, "rounds/by_spreadsheet.html", {"form": form, "asked": asked})


@require_POST
@requires(Permission.ANSWER_RETURNS)
def send_spreadsheet(request: MemberRequest) -> HttpResponse:
    return _send(request, _desk_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def show_round_spreadsheets(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """The posts that a round asks, a spreadsheet for each, and the way back for what was filled in."""
    round_ = round_or_404(request, slug, period)
    form = FilledSheetForm(request.POST or None, request.FILES or None)
    sent = _receive(request, form) if request.method == "POST" else None
    if sent:
        return redirect("read_round_spreadsheet", slug, period, sent.pk)
    return _office_page(request, round_, form)


@require_safe
@requires(Permission.RUN_ROUNDS)
def read_round_spreadsheet(
    request: MemberRequest, slug: str, period: str, spreadsheet_id: int
) -> HttpResponse:
    """The same as `read_spreadsheet` for what the office enters."""
    round_ = round_or_404(request, slug, period)
    sent = spreadsheet_or_404(request, spreadsheet_id, SentSpreadsheet.Kind.RETURN)
    if sent.failure:
        return _office_page(request, round_, FilledSheetForm.refused(sent.failure))
    return _show_read(request, _office_desk(request, round_), sent)


def _office_page(request: MemberRequest, round_: Round, form: FilledSheetForm) -> HttpResponse:
    posts = posts_asked(round_, day=clock.today())
    shown = {
        "plan": round_.plan,
        "round": round_,
        "form": form,
        "posts": posts,
        "without_people": sum(not post.has_people for post in posts),
    }
    return render(request, "rounds/round_spreadsheets.html", shown)


@require_safe
@requires(Permission.RUN_ROUNDS)
def download_post_spreadsheet(request: MemberRequest, slug: str, period: str, post_id: int) -> HttpResponse:
    round_ = round_or_404(request, slug, period)
    post = get_object_or_404(Post, pk=post_id, organisation=request.organisation)
    return _file(sheet_of_post(round_, post), file_names([post])[0], _EXCEL)


@require_safe
@requires(Permission.RUN_ROUNDS)
def download_all_spreadsheets(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """The spreadsheets of all posts that nobody with an account holds, in one file."""
    round_ = round_or_404(request, slug, period)
    posts = [each.post for each in posts_asked(round_, day=clock.today()) if not each.has_people]
    return _file(sheets_of_posts(round_, posts), f"returns-{round_.period}.zip", "application/zip")


@require_POST
@requires(Permission.RUN_ROUNDS)
def send_round_spreadsheet(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    return _send(request, _office_desk(request, round_or_404(request, slug, period)))


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=disposition)


def _receive(request: MemberRequest, form: FilledSheetForm) -> SentSpreadsheet | None:
    """The spreadsheet of a form, waiting to be read; None where the form says why it was not accepted."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return send_spreadsheet_to_be_read(
            kind=SentSpreadsheet.Kind.RETURN,
            content=file.read(),
            name=file.name,
            organisation=request.organisation,
            by=request.user,
            at=clock.now(),
        )
    except (UnreadableFileError, TooManyWaitingError) as refused:
        form.add_error("file", str(refused))
        return None


def _show_read(request: MemberRequest, desk: Desk, sent: SentSpreadsheet) -> HttpResponse:
    if sent.is_pending:
        return wait_for(request, sent, back=desk.page)
    return _what_will_change(request, desk, _understood(desk, sent.filled_rows))


def _understood(
    desk: Desk, rows: Sequence[FilledRow], chosen: Mapping[str, str] | None = None
) -> SheetAnswers:
    return understand(rows, open_returns=desk.open_returns, day=clock.today(), chosen=chosen)


def _what_will_change(
    request: MemberRequest, desk: Desk, answers: SheetAnswers, *, error: str = "", is_asking: bool = False
) -> HttpResponse:
    rows = signed(rows_to_hold(answers))
    shown = {"desk": desk, "answers": answers, "rows": rows, "error": error, "is_asking": is_asking}
    return render(request, "rounds/spreadsheet_changes.html", shown)


def _send(request: MemberRequest, desk: Desk) -> HttpResponse:
    """Send what the page has shown: what was ready, and of what had changed here what was chosen.

    Where rows are in dispute, what was chosen for each is shown first as what it would change.
    """
    try:
        rows = unsigned(request.POST.get("rows", ""))
    except signing.BadSignature:
        messages.error(request, _CHOOSE_AGAIN)
        return redirect(desk.page)
    answers = _understood(desk, rows, request.POST)
    if answers.disputed:
        return _decide_disputes(request, desk, answers)
    left_out = set(request.POST.getlist("asked_about")) - set(request.POST.getlist("chosen"))
    chosen = [each for each in answers.ready if str(each.action_return.pk) not in left_out]
    if answers.stale or answers.wrong or answers.not_asked:
        return _once_more(request, desk, answers)
    if any(each.open_questions for each in chosen):
        return _what_will_change(request, desk, answers, is_asking=True)
    try:
        sent = send_sheet(chosen, by=request.user, at=clock.now(), for_others=desk.for_others)
    except (StaleReturnError, FaultyAnswerError, UnansweredError, WrongStateError):
        return _once_more(request, desk, answers)
    messages.success(request, f"{counted(sent, 'return')} sent.")
    return redirect(desk.done)


def _decide_disputes(request: MemberRequest, desk: Desk, answers: SheetAnswers) -> HttpResponse:
    """The page again with each row under the action that was chosen; the question again where none was."""
    for disputed in answers.disputed:
        disputed.choice = request.POST.get(f"about-{disputed.row}") or request.POST.get("about-all", "")
    if not all(disputed.is_decided for disputed in answers.disputed):
        error = "Choose for each row which action it is about."
        return _what_will_change(request, desk, answers, error=error)
    decided = _understood(desk, decided_rows(answers))
    if decided.two_for_one:
        return _what_will_change(request, desk, answers, error=f"{decided.two_for_one} Choose again.")
    return _what_will_change(request, desk, decided)


def _once_more(request: MemberRequest, desk: Desk, answers: SheetAnswers) -> HttpResponse:
    messages.error(request, "Something changed while you were looking. Check the list once more.")
    return _what_will_change(request, desk, answers)
