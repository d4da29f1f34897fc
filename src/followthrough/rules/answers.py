"""An answer to what a round asks of one action: its words as one update, and what has to be put right first.

The page, the spreadsheet and whoever answers for another are held to the same. The policy and its reasons
are told in docs/rules/returns.md.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from followthrough.plan.document import Status
from followthrough.plan.return_boxes import WORD_BOXES, YES_BOXES
from followthrough.plan.statuses import CLAIMED_DONE, LABELS, OPEN
from followthrough.plan.when import When, read_when
from followthrough.rules.slippage import is_dated, is_past

# A sentence stays one line where somebody has pasted a page into the box of a date.
_LONGEST_QUOTE = 80
_REASON = "Why this status"
# What a person reads of one action in a month; more is a document, to be named as evidence.
LONGEST_WORDS = 10_000
# An owner claims that something is done; that it is closed, merged or dropped is for others to decide.
MAY_BE_DECLARED = OPEN | {Status.COMPLETE}


class Answered(NamedTuple):
    """What was chosen when an answer was questioned before it was sent, as it was read then.

    `question` and `facts` are what was asked, `choice` is a key and `label` its words, `words` what was
    written to it and `date` the date that was asked for with it.
    """

    code: str
    question: str
    facts: str
    choice: str
    label: str
    words: str = ""
    date: str = ""


class Answer(NamedTuple):
    """What an owner says. `nothing_changed` stands in place of `done`; `reason` says why it differs.

    With `move_date` the agreed date is asked to become the forecast: why, by the organisation's list and in
    words, and with what effect on the measure of success, are `move_cause`, `move_reason` and `move_effect`.
    `answered` is what was said to the questions that were asked before it was sent.
    """

    done: str = ""
    nothing_changed: bool = False
    forecast_text: str = ""
    move_date: bool = False
    move_cause: str = ""
    move_reason: str = ""
    move_effect: str = ""
    next_steps: str = ""
    blocked: str = ""
    status: Status | None = None
    reason: str = ""
    evidence: str = ""
    answered: tuple[Answered, ...] = ()

    @property
    def forecast(self) -> When | None:
        """The forecast as it is understood, None where nothing is said."""
        return read_when(self.forecast_text) if self.forecast_text.strip() else None

    @property
    def says_done(self) -> bool:
        return self.status in CLAIMED_DONE

    @property
    def why_move(self) -> str:
        """The reason for another agreed date: its own words, else what is in the way."""
        return self.move_reason.strip() or self.blocked.strip()


def answer_of_words(words: Mapping[str, str], *, yes: Collection[str], status: Status | None) -> Answer:
    """An answer from the words of its boxes; `yes` are the names of those to which yes was said."""
    boxes: dict[str, Any] = {box: words[box] for box in WORD_BOXES}
    return Answer(**boxes | {box: box in yes for box in YES_BOXES}, status=status)


class Fault(NamedTuple):
    """What has to be put right before an answer can be sent, and the box that it stands beside."""

    box: str
    message: str


def text_of(answer: Answer) -> str:
    """The answer's words as the text of one update: what was done first, the rest under words of its own."""
    first = answer.done.strip() or ("Nothing has changed." if answer.nothing_changed else "")
    rest = [
        ("Next", answer.next_steps),
        ("In the way", answer.blocked),
        (_REASON, answer.reason),
        ("Evidence", answer.evidence),
        *(
            (f"Asked “{each.question}”", each.words)
            for each in answer.answered
            if _stands_alone(each, answer)
        ),
    ]
    lines = [first, *(f"{label}: {words.strip()}" for label, words in rest if words.strip())]
    return "\n".join(line for line in lines if line)


def _stands_alone(each: Answered, answer: Answer) -> bool:
    """Whether what was said to a question stands in no box of the answer."""
    return bool(each.words) and not any(
        each.words in box for box in (answer.done, answer.reason, answer.evidence)
    )


def gives_a_reason(text: str | None) -> bool:
    """Whether the text of an update says why its status differs from what the dates imply."""
    return any(line.startswith(f"{_REASON}: ") for line in (text or "").splitlines())


def faults(
    answer: Answer,
    *,
    start: When | None,
    due: When | None,
    day: date,
) -> list[Fault]:
    """Why the answer can't be sent on `day`, in the order of the boxes; nothing where it can.

    A status that the dates contradict is no fault: it is asked about before the answer is sent.
    """
    found = [
        *_faults_of_words(answer),
        *_faults_of_length(answer),
        *_faults_of_forecast(answer, start=start, due=due, day=day),
        *_faults_of_move(answer, due=due),
        *_faults_of_status(answer),
    ]
    return [Fault(*fault) for fault in found]


Faults = Iterator[tuple[str, str]]


def _faults_of_words(answer: Answer) -> Faults:
    if answer.done.strip() and answer.nothing_changed:
        yield "done", "Say what has been done, or that nothing has changed, not both."
    if not answer.done.strip() and not answer.nothing_changed:
        yield "done", "Say what has been done since the last update, or that nothing has changed."


def _faults_of_length(answer: Answer) -> Faults:
    for box in WORD_BOXES:
        length = len(getattr(answer, box))
        if length > LONGEST_WORDS:
            yield (
                box,
                f"This has {length:,} letters, and {LONGEST_WORDS:,} is the most. Say the main points, and "
                "name the document that holds the rest.",
            )


def _faults_of_forecast(answer: Answer, *, start: When | None, due: When | None, day: date) -> Faults:
    forecast = answer.forecast
    if answer.says_done:
        return
    if forecast is None:
        if is_past(due, day):
            yield (
                "forecast_text",
                f"It was due in {_words(due)}, which has passed. Say when it will be finished.",
            )
    elif forecast.kind == "complete":
        yield "forecast_text", "This says that it is complete. Choose that status, or give a date."
    elif forecast.kind in ("none", "other"):
        yield "forecast_text", _why_unreadable(answer.forecast_text.strip(), day)
    elif is_past(forecast, day):
        yield "forecast_text", "This date has passed. Say when it will be finished, or that it is complete."
    elif _ends_before(forecast, start):
        yield "forecast_text", f"This date is before the start, {_words(start)}. Check both."


def _faults_of_move(answer: Answer, *, due: When | None) -> Faults:
    if not answer.move_date:
        return
    if answer.says_done:
        yield "move_date", "It is complete, so there is no date to move."
    elif due is None or not is_dated(due):
        yield "move_date", "No date is agreed that could move. Ask the programme office to set one."
    elif answer.forecast is None or not is_dated(answer.forecast):
        yield "forecast_text", "Write the date that you ask for, like 31 March 2027 or June 2027."
    elif not is_later(answer.forecast, due):
        yield "move_date", f"{answer.forecast.text} is no later than {due.text}, which is agreed already."
    elif not answer.why_move and not answer.move_cause.strip():
        yield "move_reason", "Say why the agreed date should move. Whoever decides reads it."


def is_later(forecast: When | None, due: When | None) -> bool:
    """Whether a forecast may end after the last day of what was agreed."""
    if forecast is None or due is None or not (is_dated(forecast) and is_dated(due)):
        return False
    return forecast.latest is not None and due.latest is not None and forecast.latest > due.latest


def _why_unreadable(words: str, day: date) -> str:
    for year in (day.year, day.year + 1):
        dated = read_when(f"{words} {year}")
        if is_dated(dated) and dated.kind != "year" and not is_past(dated, day):
            return f"“{words}” names no year. Write “{words} {year}”, or the year that you mean."
    example = day.year + 1
    quoted = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
    return (
        f"“{quoted}” can't be read as a date. Write it like 31 March {example}, March {example} or "
        f"Autumn {example}, or TBC where it isn't known."
    )


def _ends_before(forecast: When, start: When | None) -> bool:
    starts = start.earliest if start else None
    return (
        is_dated(forecast) and starts is not None and forecast.latest is not None and forecast.latest < starts
    )


def _words(when: When | None) -> str:
    return when.text if when else ""


def _faults_of_status(answer: Answer) -> Faults:
    if answer.status is None:
        yield "status", "Choose a status."
    elif answer.status not in MAY_BE_DECLARED:
        yield "status", f"{LABELS[answer.status]} is decided by others. Choose another status."
