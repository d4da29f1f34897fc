"""What a return says: its answer and the faults of it, what the dates imply, what its writer is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from followthrough.compare.dates import date_change
from followthrough.intake.marks import is_error
from followthrough.outputs.compare.words import months_in_words
from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.return_boxes import BOXES, WORD_BOXES
from followthrough.plan.statuses import DEFAULT_SCHEME, LABELS
from followthrough.plan.when import When
from followthrough.plan.when.days_in_words import window_in_words
from followthrough.rules.answers import MAY_BE_DECLARED, Answer, Answered, Fault, faults, is_later
from followthrough.rules.implied_status import ImpliedStatus
from followthrough.rules.slippage import is_dated
from followthrough.rules.what_is_asked import Because
from followthrough.site.changes.queries import cause_names
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.facts import bands_for, implied_for, scheme_of, when_of
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.words import status_labels
from followthrough.site.rounds.models import ActionReturn


def statuses_offered(plan: Plan) -> dict[Status, str]:
    """Status to label, in the order of the plan's own key; without a key the usual ones.

    That an action is complete can be claimed in every plan.
    """
    entries = scheme_of(plan.scheme) or DEFAULT_SCHEME
    offered = {
        entry.status: entry.label
        for entry in reversed(entries)
        if entry.status and entry.status in MAY_BE_DECLARED
    }
    in_order = dict(reversed(offered.items()))
    return in_order | {Status.COMPLETE: in_order.get(Status.COMPLETE, LABELS[Status.COMPLETE])}


def status_label(plan: Plan, status: Status) -> str:
    """A status in the plan's own words, else in ours."""
    entries = scheme_of(plan.scheme) or []
    return next((entry.label for entry in entries if entry.status is status), LABELS[status])


def implied_by(action_return: ActionReturn, answer: Answer, *, day: date) -> ImpliedStatus | None:
    """The status that the dates imply with the forecast of an answer; None where they decide nothing.

    What is asked about as complete stays so until another status is chosen: no date makes it late.
    """
    action = action_return.action
    declared = answer.status
    if declared is None and action_return.because == Because.COMPLETE:
        declared = Status.COMPLETE
    return implied_for(
        action,
        forecast=answer.forecast,
        day=day,
        bands=bands_for(action.plan),
        declared=declared,
        at_risk=hanging_of(action.plan, day=day).at_risk_with(action.pk, answer.forecast),
    )


def answer_in(action_return: ActionReturn) -> Answer:
    """What a return says now."""
    return answer_stored(vars(action_return))


def answer_stored(boxes: Mapping[str, Any]) -> Answer:
    """An answer as a row of a return, or a version of one, holds it; whatever else is in it is left out."""
    status = Status(boxes["status"]) if boxes["status"] else None
    answered = tuple(Answered(**each) for each in boxes.get("answered", ()))
    # What was stored before a box was there has no word of it.
    words = {box: boxes[box] for box in BOXES if box in boxes}
    return Answer(**words | {"status": status, "answered": answered})


def as_stored(answer: Answer) -> dict[str, Any]:
    """The columns that hold an answer, the same in a return and in a version of one."""
    return answer._asdict() | {"answered": [each._asdict() for each in answer.answered]}


# About eight pages of print; the longest update of a published plan has some 9,000 letters.
LONGEST_ANSWER = 20_000


def faults_in(action_return: ActionReturn, answer: Answer, *, day: date) -> list[Fault]:
    """Why an answer can't be sent on a day, nothing where it can. A draft may have any."""
    start, due = when_of(action_return.action.start), when_of(action_return.action.due)
    found = [*spreadsheet_errors(answer), *too_long(answer)]
    found += faults(answer, start=start, due=due, day=day)
    return [*found, *_unknown_cause(action_return, answer)]


def _unknown_cause(action_return: ActionReturn, answer: Answer) -> list[Fault]:
    """A spreadsheet may name any cause; only those of the organisation are counted."""
    cause = answer.move_cause.strip()
    if not cause or cause == action_return.move_cause:
        return []
    names = cause_names(action_return.round.plan)
    if cause in names:
        return []
    return [Fault("move_cause", f"“{cause}” is none of the causes. Choose from: {'; '.join(names)}.")]


def spreadsheet_errors(answer: Answer) -> list[Fault]:
    """The boxes that hold nothing but what a spreadsheet leaves where it has no value: never stored."""
    return [
        Fault(box, spreadsheet_error_in_words(getattr(answer, box)))
        for box in WORD_BOXES
        if is_spreadsheet_error(getattr(answer, box))
    ]


def too_long(answer: Answer) -> list[Fault]:
    """The boxes that hold more than a page can show among others."""
    return [
        Fault(
            box,
            f"This is longer than {LONGEST_ANSWER:,} letters. Shorten it, and add the rest as evidence.",
        )
        for box in WORD_BOXES
        if len(getattr(answer, box)) > LONGEST_ANSWER
    ]


def is_spreadsheet_error(words: str) -> bool:
    """Whether it is all that a spreadsheet, or a program that fills one, leaves where it has no value."""
    return is_error(words) or words.strip() == "None"


def spreadsheet_error_in_words(words: str) -> str:
    return (
        f"“{words.strip()}” is what a spreadsheet leaves where it has no value. "
        "Write what you mean, or leave the box empty."
    )


_NO_END = {
    "tbc": "We read this as: no date is known yet.",
    "ongoing": "We read this as: it goes on without an end.",
    "recurring": "We read this as: it is done again and again, without an end.",
}


@dataclass(frozen=True)
class Feedback:
    """What is said back about an answer.

    `reading`: the forecast as it was understood, empty without one; `fault`: what is wrong with it. `implied`
    is the status that the dates imply, with the plan's own `label` and `definition`, and whether its key
    has it; None where they decide nothing. `moves_to` is the forecast where it is later than what was agreed,
    so that the agreed date may be asked to move there.
    """

    reading: str
    fault: str
    implied: Status | None
    label: str
    definition: str
    is_offered: bool
    moves_to: str


def feedback_on(action_return: ActionReturn, answer: Answer, *, day: date) -> Feedback:
    """What to say of an answer as it stands on a day, whether or not it can be sent."""
    faults = [fault for fault in faults_in(action_return, answer, day=day) if fault.box == "forecast_text"]
    # Nothing is wrong yet with a box in which nothing is written.
    fault = faults[0].message if faults and answer.forecast_text.strip() else ""
    implied = implied_by(action_return, answer, day=day)
    status = implied.status if implied else None
    entry = _entry(action_return, status)
    return Feedback(
        reading="" if fault else reading_of_forecast(action_return.action, answer.forecast),
        fault=fault,
        implied=status,
        label=status_labels(action_return.round.plan.scheme)[status] if status else "",
        definition=(entry.definition or "") if entry else "",
        is_offered=status in statuses_offered(action_return.round.plan),
        moves_to=_later_than_agreed(action_return.action, answer),
    )


def _later_than_agreed(action: Action, answer: Answer) -> str:
    forecast = answer.forecast
    if forecast is None or answer.says_done or not is_later(forecast, when_of(action.due)):
        return ""
    return forecast.text


def reading_of_forecast(action: Action, forecast: When | None) -> str:
    """How a forecast was understood and how it differs from what was agreed; empty where nothing is said."""
    if forecast is None:
        return ""
    if not is_dated(forecast):
        return _NO_END.get(forecast.kind, "")
    due, first = when_of(action.due), when_of(action.original_due)
    parts = [window_in_words(forecast), _against(due, forecast, "agreed")]
    if first is not None and date_change("due", first, due):
        parts.append(_against(first, forecast, "first agreed"))
    return f"We read this as {', '.join(filter(None, parts))}."


def _against(agreed: When | None, forecast: When, word: str) -> str:
    if agreed is None or not is_dated(agreed):
        return ""
    change = date_change("forecast", agreed, forecast)
    return f"{months_in_words(change.months)} than {word}" if change and change.months else f"as {word}"


def _entry(action_return: ActionReturn, status: Status | None) -> SchemeEntry | None:
    entries = scheme_of(action_return.round.plan.scheme) or DEFAULT_SCHEME
    return next((entry for entry in entries if entry.status == status), None) if status else None
