"""What is said back to whoever writes a return: how the date is read, and what the dates imply."""

from dataclasses import dataclass
from datetime import date

from followthrough.compare.dates import date_change
from followthrough.outputs.compare.words import months_in_words
from followthrough.plan.calendar_words import window_in_words
from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.statuses import DEFAULT_SCHEME
from followthrough.plan.when import When
from followthrough.rules.answers import Answer
from followthrough.rules.slippage import is_dated
from followthrough.site.register.facts import scheme_of, when_of
from followthrough.site.register.models import Action
from followthrough.site.register.words import status_labels
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.returns.answering import faults_in
from followthrough.site.rounds.returns.statuses import implied_by, statuses_offered

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
    has it; None where they decide nothing.
    """

    reading: str
    fault: str
    implied: Status | None
    label: str
    definition: str
    is_offered: bool


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
    )


def reading_of_forecast(action: Action, forecast: When | None) -> str:
    """How a forecast was understood and how it differs from what was agreed; empty where nothing is said."""
    if forecast is None:
        return ""
    if not is_dated(forecast):
        return _NO_END.get(forecast.kind, "")
    due, first = when_of(action.due), when_of(action.original_due)
    told = [window_in_words(forecast), _against(due, forecast, "agreed")]
    if first is not None and date_change("due", first, due):
        told.append(_against(first, forecast, "first agreed"))
    return f"We read this as {', '.join(filter(None, told))}."


def _against(agreed: When | None, forecast: When, word: str) -> str:
    if agreed is None or not is_dated(agreed):
        return ""
    change = date_change("forecast", agreed, forecast)
    return f"{months_in_words(change.months)} than {word}" if change and change.months else f"as {word}"


def _entry(action_return: ActionReturn, status: Status | None) -> SchemeEntry | None:
    entries = scheme_of(action_return.round.plan.scheme) or DEFAULT_SCHEME
    return next((entry for entry in entries if entry.status == status), None) if status else None
