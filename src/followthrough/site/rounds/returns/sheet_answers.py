"""What comes back as a spreadsheet: the return that each row answers, and what it would change.

A row is known by its hidden key, and its plan, ref and title are witnesses beside it. Where they disagree, as
after sorting what can be seen, the row is held back until a person has said which action it is about.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.text import get_text_list

from followthrough.intake.return_sheet import FilledRow
from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.folding import same_words
from followthrough.plan.return_boxes import BOXES, YES, YES_BOXES
from followthrough.plan.statuses import LABELS
from followthrough.rules.answers import Answer, answer_of_words
from followthrough.site.register.models import Action
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import with_what_was_said
from followthrough.site.rounds.returns.answers import (
    answer_in,
    faults_in,
    is_spreadsheet_error,
    reading_of_forecast,
    spreadsheet_error_in_words,
    statuses_offered,
)
from followthrough.site.rounds.returns.questions import Asked, settle

_SALT_OF_ROW = "return as a spreadsheet"
# Of its own, so that neither the key of a row nor all that a page holds can be sent back as the other.
_SALT_OF_PAGE = "return as a spreadsheet, shown on a page"
_MEANS_YES = {YES.lower(), "y", "x", "true", "1", "✓"}
_MEANS_NO = {"", "no", "n", "false", "0"}


class RowKey(NamedTuple):
    """What the hidden key of a row names: a return, its version, the post whose spreadsheet it is, else 0."""

    pk: int
    version: int
    post: int = 0


def row_key(action_return: ActionReturn, *, post: int = 0) -> str:
    """The hidden key of a row, signed; `post` where the office sends the spreadsheet of a post."""
    return signing.dumps(RowKey(action_return.pk, action_return.version, post), salt=_SALT_OF_ROW)


def return_of_key(key: str) -> RowKey:
    """What a row's key names; no return where the key is not ours."""
    try:
        return RowKey(*signing.loads(key, salt=_SALT_OF_ROW))
    except signing.BadSignature:
        return RowKey(0, 0)


def in_words(action_return: ActionReturn, answer: Answer) -> dict[str, str]:
    """An answer as the boxes of a sheet show it."""
    labels = statuses_offered(action_return.round.plan)
    words = {name: str(value or "") for name, value in answer._asdict().items()}
    status = answer.status
    words["status"] = labels.get(status, LABELS[status]) if status else ""
    return words | {box: YES if getattr(answer, box) else "" for box in YES_BOXES}


@dataclass
class SheetAnswer:
    """A row read as the answer to one return: what that says now, and what it would say.

    `wrong` are sentences on what has to be put right before it can be sent, `asked` the questions about it.
    `post` is the key of the post whose spreadsheet it came in, 0 where it is somebody's own.
    """

    filled: FilledRow
    action_return: ActionReturn
    now: Answer
    then: Answer
    is_stale: bool
    post: int = 0
    wrong: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def open_questions(self) -> list[Asked]:
        return [each for each in self.asked if each.is_open]

    @property
    def row(self) -> int:
        return self.filled.row

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Heading, what it says now and what it would say, of each box that would change."""
        now, then = in_words(self.action_return, self.now), in_words(self.action_return, self.then)
        return [(BOXES[box], now[box], then[box]) for box in BOXES if now[box] != then[box]]

    @property
    def reading(self) -> str:
        """How a new forecast was understood; empty where there is none, or it can't be sent."""
        is_new = self.then.forecast_text != self.now.forecast_text and not self.wrong
        return reading_of_forecast(self.action_return.action, self.then.forecast) if is_new else ""

    @property
    def is_new(self) -> bool:
        """Whether it says anything that the return does not say yet."""
        return bool(self.changes)


@dataclass
class DisputedRow:
    """A row whose key names one action and whose ref and title name another, or none that is asked for.

    Either may be None, as where a row has lost its key. `choice` is what a person has chosen, empty so far.
    """

    filled: FilledRow
    by_key: SheetAnswer | None
    by_words: SheetAnswer | None
    choice: str = ""

    @property
    def row(self) -> int:
        return self.filled.row

    @property
    def stated(self) -> str:
        """The ref and the title as the row shows them."""
        return " ".join(filter(None, [self.filled.stated.get("ref"), self.filled.stated.get("title")]))

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was filled in, each box under its heading."""
        return [(BOXES[box], words) for box, words in self.filled.boxes.items() if words]

    @property
    def is_new(self) -> bool:
        """Whether it may say something that is not said yet: what its words name decides, else its key."""
        likely = self.by_words or self.by_key
        return likely is not None and likely.is_new

    @property
    def is_decided(self) -> bool:
        """Whether one of the readings was chosen, or that the row is left out."""
        return self.choice == "left_out" or self.chosen is not None

    @property
    def chosen(self) -> SheetAnswer | None:
        """The reading that was chosen."""
        return {"key": self.by_key, "words": self.by_words}.get(self.choice)


@dataclass
class SheetAnswers:
    """All rows that came back: those that answer a return, those in dispute, and the numbers of the rest.

    `two_for_one` says which rows answer the same return, empty where none do.
    """

    answers: list[SheetAnswer]
    disputed: list[DisputedRow]
    not_asked: list[int]
    two_for_one: str = ""

    @cached_property
    def ready(self) -> list[SheetAnswer]:
        """What can be sent as it is."""
        return [each for each in self.answers if each.is_new and not each.wrong and not each.is_stale]

    @cached_property
    def wrong(self) -> list[SheetAnswer]:
        """What has to be put right first."""
        return [each for each in self.answers if each.is_new and each.wrong]

    @cached_property
    def stale(self) -> list[SheetAnswer]:
        """What has changed here since the sheet was downloaded: somebody has to choose."""
        return [each for each in self.answers if each.is_new and not each.wrong and each.is_stale]

    @property
    def open_questions(self) -> list[Asked]:
        """What is to be answered before what is ready can be sent."""
        return [asked for each in self.ready for asked in each.open_questions]

    @property
    def asks(self) -> str:
        """How many questions there are before it is sent, in words."""
        return f"Before this is sent: {counted(len(self.open_questions), 'question')}"

    @property
    def untouched(self) -> int:
        """How many rows say nothing new."""
        return sum(not each.is_new for each in self.answers)


def understand(
    filled: Sequence[FilledRow],
    *,
    open_returns: QuerySet[ActionReturn],
    day: date,
    chosen: Mapping[str, str] | None = None,
) -> SheetAnswers:
    """The rows with the returns that they answer, of those that may be answered.

    `chosen` are the boxes in which the questions about them were answered. The number of queries is constant.
    """
    open_returns = with_what_was_said(open_returns)
    given = chosen or {}
    keys = {row.key: return_of_key(row.key) for row in filled}
    known = {each.pk: each for each in open_returns.filter(pk__in=[key.pk for key in keys.values()])}
    in_doubt = [row for row in filled if not row.key or _disagrees(row, known.get(keys[row.key].pk))]
    # A row that has lost its key came in the same file as the others.
    post = max((key.post for key in keys.values()), default=0)
    candidates = [*known.values(), *_named_in(in_doubt, open_returns, known)] if in_doubt else []
    found = SheetAnswers([], [], [])
    for row in filled:
        pk, version, _ = keys[row.key]
        by_key = _answer(row, known[pk], version, day, given) if pk in known else None
        if row in in_doubt:
            named = _named(row, candidates)
            by_words = _answer(row, named, named.version, day, given) if named else None
            for reading in filter(None, [by_key, by_words]):
                reading.post = keys[row.key].post or post
            _add_disputed(found, DisputedRow(row, by_key, by_words))
        elif by_key:
            by_key.post = keys[row.key].post
            found.answers.append(by_key)
        else:
            found.not_asked.append(row.row)
    found.two_for_one = _refuse_two_for_one(found.answers)
    return found


def _add_disputed(found: SheetAnswers, disputed: DisputedRow) -> None:
    """A row that would change nothing needs no question."""
    if disputed.is_new:
        found.disputed.append(disputed)
    elif disputed.by_key or disputed.by_words:
        found.answers.append(disputed.by_words or disputed.by_key)  # type: ignore[arg-type]
    else:
        found.not_asked.append(disputed.row)


def _witnesses(action: Action) -> dict[str, str]:
    return {"plan": str(action.plan), "ref": action.ref or "", "title": action.title}


def _disagrees(row: FilledRow, action_return: ActionReturn | None) -> bool:
    """Whether a row says another plan, ref or title than its key's action has."""
    if action_return is None:
        return False
    own = _witnesses(action_return.action)
    return any(same_words(words) != same_words(own[name]) for name, words in row.stated.items())


def _named_in(
    rows: Sequence[FilledRow], open_returns: QuerySet[ActionReturn], known: Mapping[int, ActionReturn]
) -> QuerySet[ActionReturn]:
    """The returns, beside the known ones, whose refs or titles stand in the rows."""
    refs = [row.stated["ref"] for row in rows if row.stated.get("ref")]
    titles = [row.stated["title"] for row in rows if row.stated.get("title")]
    return open_returns.filter(Q(action__ref__in=refs) | Q(action__title__in=titles)).exclude(pk__in=known)


def _named(row: FilledRow, candidates: Sequence[ActionReturn]) -> ActionReturn | None:
    """The one return that a row's own words name: by all of them, else by its title, else by its ref.

    None where several have them, or none has.
    """
    for names in (("plan", "ref", "title"), ("ref", "title"), ("title",), ("ref",)):
        words = [same_words(row.stated.get(name)) for name in names]
        if not any(words):
            continue
        fits = [
            each
            for each in candidates
            if [same_words(_witnesses(each.action)[name]) for name in names] == words
        ]
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def _refuse_two_for_one(answers: Sequence[SheetAnswer]) -> str:
    """Two rows that answer one return are both wrong: nobody can tell which is meant. Says which rows."""
    by_return = defaultdict(list)
    for each in answers:
        if each.is_new:
            by_return[each.action_return.pk].append(each)
    sentence = ""
    for several in by_return.values():
        if len(several) > 1:
            rows = get_text_list([str(each.row) for each in several], "and")
            sentence = f"Rows {rows} answer the same action, {several[0].action_return.action}."
            for each in several:
                each.wrong = [f"{sentence} Leave one of them in."]
    return sentence


def _answer(
    row: FilledRow, action_return: ActionReturn, version: int, day: date, chosen: Mapping[str, str]
) -> SheetAnswer:
    now = answer_in(action_return)
    words = in_words(action_return, now) | row.boxes
    wrong: list[str] = []
    then = answer_of_words(
        words,
        yes=[box for box in YES_BOXES if _is_yes(box, words[box], wrong)],
        status=_status(words["status"], action_return, wrong),
    )
    is_stale = version != action_return.version
    answer = SheetAnswer(row, action_return, now, then, is_stale, wrong=wrong)
    if answer.is_new and not wrong:
        before = then._replace(answered=now.answered)
        settled = settle(action_return, before, chosen, day=day, prefix=f"{action_return.pk}-")
        answer.asked = settled.asked
        answer.then = then if settled.open else settled.answer
        faults = faults_in(action_return, answer.then, day=day)
        answer.wrong = [f"{BOXES[fault.box]}: {fault.message}" for fault in faults]
    return answer


def _is_yes(box: str, word: str, wrong: list[str]) -> bool:
    if is_spreadsheet_error(word):
        wrong.append(f"{BOXES[box]}: {spreadsheet_error_in_words(word)}")
    elif word.lower() not in _MEANS_YES | _MEANS_NO:
        wrong.append(f"{BOXES[box]}: “{word}” is neither Yes nor empty.")
    return word.lower() in _MEANS_YES


def _status(label: str, action_return: ActionReturn, wrong: list[str]) -> Status | None:
    labels = statuses_offered(action_return.round.plan)
    found = next((status for status, own in labels.items() if own.lower() == label.lower()), None)
    if is_spreadsheet_error(label):
        wrong.append(f"{BOXES['status']}: {spreadsheet_error_in_words(label)}")
    elif label and found is None:
        wrong.append(f"{BOXES['status']}: “{label}” is none of {', '.join(labels.values())}.")
    return found


def rows_to_hold(answers: SheetAnswers) -> list[FilledRow]:
    """The rows that are still to be decided or sent; each answer names the version that was shown."""
    shown = [_under_key_of(each) for each in [*answers.ready, *answers.stale]]
    return [*shown, *(disputed.filled for disputed in answers.disputed)]


def decided_rows(answers: SheetAnswers) -> list[FilledRow]:
    """The same once each row in dispute is decided: under the key that was chosen, or left out."""
    chosen = [disputed.chosen for disputed in answers.disputed]
    return [_under_key_of(each) for each in [*answers.ready, *answers.stale, *chosen] if each]


def _under_key_of(answer: SheetAnswer) -> FilledRow:
    return FilledRow(answer.row, row_key(answer.action_return, post=answer.post), answer.filled.boxes)


def signed(rows: Sequence[FilledRow]) -> str:
    """Rows as a text that a page can hold until it is confirmed."""
    plain = [(row.row, row.key, row.boxes, row.stated) for row in rows]
    return signing.dumps(plain, salt=_SALT_OF_PAGE, compress=True)


def unsigned(text: str) -> list[FilledRow]:
    """The rows that a page has held. Raises signing.BadSignature for a text that is not ours."""
    return [FilledRow(*row) for row in signing.loads(text, salt=_SALT_OF_PAGE)]
