"""The return as a spreadsheet: what goes out to be filled in, and what comes back, held to the same rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.core import signing
from django.db import transaction

from followthrough.intake.apart.reading import read_return_apart
from followthrough.intake.return_sheet import FilledRow
from followthrough.outputs.return_excel import ReturnRow, to_return_sheet
from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.return_boxes import BOXES, YES
from followthrough.plan.statuses import LABELS
from followthrough.rules.answers import Answer
from followthrough.site.people.models import Organisation, User
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import may_be_answered_by, returns_of, with_owners_and_updates
from followthrough.site.rounds.returns.answering import answer_in, faults_in, send_return
from followthrough.site.rounds.returns.feedback import reading_of_forecast
from followthrough.site.rounds.returns.offered import statuses_offered

_SALT = "return as a spreadsheet"
# Of its own, so that neither the key of a row nor all that a page holds can be sent back as the other.
_SALT_OF_PAGE = "return as a spreadsheet, shown on a page"
_MEANS_YES = {YES.lower(), "y", "x", "true", "1", "✓"}
_MEANS_NO = {"", "no", "n", "false", "0"}


@dataclass
class SheetAnswer:
    """One row that came back: the return it answers, what that says now, and what it would say.

    `wrong` are sentences on what has to be put right before it can be sent.
    """

    row: int
    asked: ActionReturn
    now: Answer
    then: Answer
    is_stale: bool
    wrong: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Heading, what it says now and what it would say, of each box that would change."""
        now, then = in_words(self.asked, self.now), in_words(self.asked, self.then)
        return [(BOXES[box], now[box], then[box]) for box in BOXES if now[box] != then[box]]

    @property
    def reading(self) -> str:
        """How a new forecast was understood; empty where there is none, or it can't be sent."""
        is_told = self.then.forecast_text != self.now.forecast_text and not self.wrong
        return reading_of_forecast(self.asked.action, self.then.forecast) if is_told else ""

    @property
    def is_new(self) -> bool:
        """Whether it says anything that the return does not say yet."""
        return bool(self.changes)


@dataclass
class SheetAnswers:
    """All rows that came back, and the rows of actions that are not asked for any more."""

    answers: list[SheetAnswer]
    not_asked: list[int]

    @cached_property
    def ready(self) -> list[SheetAnswer]:
        """What can be sent as it is."""
        return [it for it in self.answers if it.is_new and not it.wrong and not it.is_stale]

    @cached_property
    def wrong(self) -> list[SheetAnswer]:
        """What has to be put right first."""
        return [it for it in self.answers if it.is_new and it.wrong]

    @cached_property
    def stale(self) -> list[SheetAnswer]:
        """What has changed here since the sheet was downloaded: somebody has to choose."""
        return [it for it in self.answers if it.is_new and not it.wrong and it.is_stale]

    @property
    def untouched(self) -> int:
        """How many rows say nothing new."""
        return sum(not it.is_new for it in self.answers)


def sheet_for(user: User, organisation: Organisation, *, day: date) -> bytes:
    """The Excel file of all that an account is asked for."""
    returns = list(with_owners_and_updates(returns_of(user, organisation, day=day)))
    due = min((asked.round.due_on_for(asked.action) for asked in returns), default=None)
    advice = [
        "Fill in the white boxes, save the file, and send it back on the site.",
        "A date may be in any words: 31 March 2027, June 2027, Autumn 2027, TBC.",
        "A row that you leave as it is stays as it is.",
    ]
    if due:
        advice.append(f"Due by {due:%-d %B %Y}: {counted(len(returns), 'action')}.")
    return to_return_sheet([_row(asked) for asked in returns], title=f"Return of {user.name}", advice=advice)


def _row(asked: ActionReturn) -> ReturnRow:
    action, plan = asked.action, asked.round.plan
    last, labels = action.latest_update, statuses_offered(plan)
    return ReturnRow(
        key=signing.dumps([asked.pk, asked.version], salt=_SALT),
        plan=str(plan),
        ref=action.ref or "",
        title=action.title,
        agreed=(action.due or {}).get("text", ""),
        last_status=(last.status_text or "") if last else "",
        last_update=(last.text or "") if last else "",
        statuses=list(labels.values()),
        boxes=in_words(asked, answer_in(asked)),
    )


def in_words(asked: ActionReturn, answer: Answer) -> dict[str, str]:
    """An answer as the boxes of a sheet show it."""
    labels = statuses_offered(asked.round.plan)
    words = {name: str(value or "") for name, value in answer._asdict().items()}
    status = answer.status
    words["status"] = labels.get(status, LABELS[status]) if status else ""
    words["nothing_changed"] = YES if answer.nothing_changed else ""
    return words


def read_sheet(
    content: bytes, name: str, *, user: User, organisation: Organisation, day: date
) -> SheetAnswers:
    """What a filled-in file would change. Raises UnreadableFileError; changes nothing."""
    return understand(read_return_apart(content, name), user=user, organisation=organisation, day=day)


def understand(
    filled: Sequence[FilledRow], *, user: User, organisation: Organisation, day: date
) -> SheetAnswers:
    """The rows with the returns that they answer, of those that the account may answer."""
    keys = {row.key: _key(row.key) for row in filled}
    asked = may_be_answered_by(user, organisation, day=day).filter(pk__in=[pk for pk, _ in keys.values()])
    returns = {of.pk: of for of in asked}
    answers, not_asked = [], []
    for row in filled:
        pk, version = keys[row.key]
        if pk in returns:
            answers.append(_answer(row, returns[pk], version, day))
        else:
            not_asked.append(row.row)
    return SheetAnswers(answers, not_asked)


def _key(key: str) -> tuple[int, int]:
    """The return and its version that a row's key names; no return where the key is not ours."""
    try:
        pk, version = signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        return 0, 0
    return pk, version


def _answer(row: FilledRow, of: ActionReturn, version: int, day: date) -> SheetAnswer:
    now = answer_in(of)
    words = in_words(of, now) | row.boxes
    wrong: list[str] = []
    then = Answer(
        **{box: words[box] for box in BOXES if box not in ("nothing_changed", "status")},
        nothing_changed=_yes(words["nothing_changed"], wrong),
        status=_status(words["status"], of, wrong),
    )
    if then != now and not wrong:
        wrong = [f"{BOXES[fault.box]}: {fault.message}" for fault in faults_in(of, then, day=day)]
    return SheetAnswer(row.row, of, now, then, is_stale=version != of.version, wrong=wrong)


def _yes(word: str, wrong: list[str]) -> bool:
    if word.lower() not in _MEANS_YES | _MEANS_NO:
        wrong.append(f"{BOXES['nothing_changed']}: “{word}” is neither Yes nor empty.")
    return word.lower() in _MEANS_YES


def _status(label: str, of: ActionReturn, wrong: list[str]) -> Status | None:
    labels = statuses_offered(of.round.plan)
    found = next((status for status, own in labels.items() if own.lower() == label.lower()), None)
    if label and found is None:
        wrong.append(f"{BOXES['status']}: “{label}” is none of {', '.join(labels.values())}.")
    return found


def kept(answers: SheetAnswers) -> str:
    """What came back, as a signed text that a page can hold until it is confirmed."""
    rows = [
        (it.row, signing.dumps([it.asked.pk, it.asked.version], salt=_SALT), in_words(it.asked, it.then))
        for it in [*answers.ready, *answers.stale]
    ]
    return signing.dumps(rows, salt=_SALT_OF_PAGE, compress=True)


def unkept(text: str) -> list[FilledRow]:
    """The rows that a page has held. Raises signing.BadSignature for a text that is not ours."""
    return [FilledRow(*row) for row in signing.loads(text, salt=_SALT_OF_PAGE)]


@transaction.atomic
def send_sheet(chosen: Iterable[SheetAnswer], *, by: User, at: datetime) -> int:
    """Send the answers of a sheet, all or none; how many is returned.

    Raises StaleReturnError where one has changed since it was shown, FaultyAnswerError where one has faults,
    WrongStateError where one can't be answered any more.
    """
    answers = list(chosen)
    for it in answers:
        send_return(it.asked, answer=it.then, version=it.asked.version, by=by, at=at)
    return len(answers)
