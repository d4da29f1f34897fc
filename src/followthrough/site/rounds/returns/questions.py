"""What an answer is asked before it is sent: a question, both facts, choices that each end in something true.

No question can be sent past without a choice, and none forbids sending. A choice changes the answer, gives
what it lacks, or says why it stands as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

from followthrough.challenge.bare_complete import complete_without_evidence
from followthrough.challenge.copied_update import update_copied
from followthrough.challenge.finding import Finding
from followthrough.challenge.occurrences import assurance_complete
from followthrough.challenge.on_track_past_due import on_track_past_due
from followthrough.challenge.plain_text import says_nothing
from followthrough.challenge.pointing_update import update_points_elsewhere
from followthrough.challenge.something_left import complete_with_something_left
from followthrough.plan import document as doc
from followthrough.plan.document import PlanDocument, Status
from followthrough.plan.when.periods import latest_of
from followthrough.rules.answers import Answer, Answered
from followthrough.rules.implied_status import differs
from followthrough.rules.slippage import is_dated, is_past
from followthrough.rules.what_is_asked import Because
from followthrough.site.register.document.as_document import action_of
from followthrough.site.register.facts import scheme_of, when_of
from followthrough.site.register.models import Update
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.returns.answers import implied_by, status_label, statuses_offered

# The choices by which an answer stands as it is; every other one changes it, and the question is gone.
WHY, NEW_DATE = "why", "new_date"
DIFFERS = "status_differs"


@dataclass(frozen=True)
class Choice:
    """One way out of a question: its words, what it changes in the answer, and the words that it needs.

    `asks` is the heading of those words, empty where none are needed, and `box` the box of the answer that
    they are added to. With `asks_date` a new date is asked for as well.
    """

    key: str
    label: str
    asks: str = ""
    box: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    asks_date: bool = False

    def applied(self, answer: Answer, words: str) -> Answer:
        """The answer as this choice makes it."""
        boxes = answer._asdict() | dict(self.changes)
        if self.box is not None and words not in boxes[self.box]:
            written = boxes[self.box].rstrip()
            boxes[self.box] = f"{written}\n{words}" if written else words
        return Answer(**boxes)


@dataclass(frozen=True)
class Question:
    """One question about an answer, beside the box that it is about."""

    code: str
    box: str
    title: str
    facts: str
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)

    @property
    def mark(self) -> str:
        """What tells this question from the same one about other facts, for a page to send back."""
        return f"{crc32(f'{self.title} {self.facts}'.encode()):08x}"

    def is_asked_in(self, answered: Answered) -> bool:
        """Whether it is what was answered: the same question about the same facts."""
        return (answered.code, answered.question, answered.facts) == (self.code, self.title, self.facts)


def questions_on(action_return: ActionReturn, answer: Answer, *, day: date) -> list[Question]:
    """What an answer is asked on a day, in the order of the boxes; nothing where nothing is questionable.

    Takes the return with the updates, owners and links of its action.
    """
    if answer.status is None:
        return []
    found = findings_in(action_return, answer, day=day)
    asked = [_about(finding, box, action_return, answer, day) for box, finding in found]
    by_dates = _about_the_dates(action_return, answer, day)
    if by_dates:
        # The dates are asked about once, with what they say now.
        asked = [by_dates, *(question for question in asked if question.code != "on_track_past_due")]
    order = ("done", "status", "evidence")
    return sorted(asked, key=lambda question: order.index(question.box))


def unanswered_questions(action_return: ActionReturn, answer: Answer, *, day: date) -> list[Question]:
    """The questions that what was chosen leaves open. A reason in its box answers the one about the dates."""
    explained = [each for each in answer.answered if each.words and each.choice in (WHY, NEW_DATE)]
    return [
        question
        for question in questions_on(action_return, answer, day=day)
        if not any(question.is_asked_in(each) for each in explained)
        and not (question.code == DIFFERS and answer.reason.strip())
    ]


@dataclass
class Asked:
    """A question as the page shows it: what was chosen, what was written to each choice, what is missing."""

    question: Question
    prefix: str
    chosen: str = ""
    words: dict[str, str] = field(default_factory=dict)
    date: str = ""
    is_open: bool = True

    @property
    def name(self) -> str:
        """The name of its boxes in a form."""
        return f"{self.prefix}question-{self.question.code}"

    @property
    def missing(self) -> str:
        """What the choice that was made still needs; empty where nothing was chosen, or all is there."""
        choice = self.question.choice(self.chosen)
        if choice is None:
            return ""
        if choice.asks_date and not is_dated(Answer(forecast_text=self.date).forecast):
            return "Give the new date, like 31 March 2027 or June 2027."
        if choice.asks and not self.words.get(choice.key, "").strip():
            return f"{choice.asks}: write it here."
        return (
            "Something is still to be said: this changed nothing that was asked about."
            if self.is_open
            else ""
        )

    @property
    def options(self) -> list[tuple[Choice, bool, str]]:
        """Each choice, whether it is the chosen one, and what was written to it."""
        return [
            (choice, choice.key == self.chosen, self.words.get(choice.key, ""))
            for choice in self.question.choices
        ]

    @property
    def answered(self) -> Answered | None:
        """What was said to it; None where nothing was chosen."""
        choice, asked = self.question.choice(self.chosen), self.question
        if choice is None:
            return None
        words = self.words.get(choice.key, "").strip() if choice.asks else ""
        date_ = self.date.strip() if choice.asks_date else ""
        return Answered(asked.code, asked.title, asked.facts, choice.key, choice.label, words, date_)


@dataclass(frozen=True)
class Settled:
    """An answer after what was chosen has changed it, with every question that came up on the way."""

    answer: Answer
    asked: list[Asked]

    @property
    def open(self) -> list[Asked]:
        return [each for each in self.asked if each.is_open]


def settle(
    action_return: ActionReturn, answer: Answer, chosen: Mapping[str, str], *, day: date, prefix: str = ""
) -> Settled:
    """Answer the questions about an answer by what was chosen, else by what was said to the same before.

    `chosen` are the boxes of a form; their names begin with `prefix`.
    """
    asked: dict[str, Asked] = {}
    current = answer._replace(answered=())
    while True:
        new = [
            _asked(question, answer, chosen, prefix)
            for question in questions_on(action_return, current, day=day)
            if question.code not in asked
        ]
        if not new:
            break
        for each in new:
            asked[each.question.code] = each
            each.is_open = False
            choice = each.question.choice(each.chosen)
            each.is_open = choice is None or bool(each.missing)
            if choice and not each.is_open:
                current = choice.applied(current, each.words.get(choice.key, "").strip())
    given = tuple(each.answered for each in asked.values() if each.answered)
    current = current._replace(answered=given)
    still = {question.code for question in unanswered_questions(action_return, current, day=day)}
    for each in asked.values():
        each.is_open = each.is_open or each.question.code in still
    return Settled(current, list(asked.values()))


def _asked(question: Question, answer: Answer, chosen: Mapping[str, str], prefix: str) -> Asked:
    asked = Asked(question, prefix)
    before = next((each for each in answer.answered if question.is_asked_in(each)), None)
    is_about_this = chosen.get(f"{asked.name}-mark", question.mark) == question.mark
    if asked.name in chosen and is_about_this:
        asked.chosen, asked.date = chosen[asked.name], chosen.get(f"{asked.name}-date", "")
    elif before:
        asked.chosen, asked.date, asked.words = before.choice, before.date, {before.choice: before.words}
    elif question.code == DIFFERS and answer.reason.strip() and is_about_this:
        # A reason that stands in its box, as in a spreadsheet, is the answer.
        asked.chosen, asked.words = WHY, {WHY: answer.reason}
    for choice in question.choices:
        if words := chosen.get(f"{asked.name}-{choice.key}", "").replace("\r\n", "\n"):
            asked.words[choice.key] = words
    return asked


def earlier_updates(action_return: ActionReturn) -> list[Update]:
    """What was said of the action before this round asked."""
    return [
        update
        for update in action_return.action.updates.all()
        if update.says_something and not (update.by_id and update.period == action_return.round.period)
    ]


def last_update_before(action_return: ActionReturn) -> Update | None:
    """What was said last of the action, by a status or in words, before this round asked."""
    return latest_of([update for update in earlier_updates(action_return) if update.status or update.text])


def findings_in(action_return: ActionReturn, answer: Answer, *, day: date) -> Iterator[tuple[str, Finding]]:
    """What the checks find in an answer, each with its box; what is only worth knowing is not asked."""
    done, shown = answer.done.strip(), "\n".join([answer.done, answer.evidence]).strip()
    # Whether it repeats the last update is asked of the first box alone, which is what was said then.
    said, proven = _with_answer(action_return, answer, done), _with_answer(action_return, answer, shown)
    found: list[tuple[str, Iterator[Finding]]] = [
        ("done", update_copied(said, day)),
        ("done", update_points_elsewhere(said, day)),
        ("done", complete_with_something_left(proven, day)),
        ("status", on_track_past_due(said, day)),
        ("status", assurance_complete(said, day)),
        ("evidence", complete_without_evidence(proven, day)),
    ]
    # What is asked about as complete is asked for its evidence, whatever an earlier round said of it.
    evidence_is_due = action_return.because == Because.COMPLETE
    for box, findings in found:
        is_asked = box == "evidence" and evidence_is_due
        yield from ((box, finding) for finding in findings if is_asked or finding.severity != "note")
    if done and not answer.says_done and says_nothing(done):
        yield "done", Finding("update_says_nothing", "warning", None, "", "", quote=done)


def _with_answer(action_return: ActionReturn, answer: Answer, words: str) -> PlanDocument:
    """A plan of the one action, as though the answer were sent with these words."""
    now = {"period": action_return.round.period, "status": answer.status, "text": words or None}
    said = [_as_said(update) for update in earlier_updates(action_return)]
    whole = doc.Action.model_validate(action_of(action_return.action) | {"updates": [*said, now]})
    return PlanDocument(actions=[whole], scheme=scheme_of(action_return.round.plan.scheme))


def _as_said(update: Update) -> dict[str, object]:
    # An update that was sent here has all boxes in its text.
    sent = getattr(update, "sent_by_return", None)
    words = sent.done if sent else update.text
    return {"period": update.period, "status": update.status, "text": words or None}


def _about_the_dates(action_return: ActionReturn, answer: Answer, day: date) -> Question | None:
    """The question where the status says another lateness than the dates."""
    implied = implied_by(action_return, answer, day=day)
    if answer.status is None or implied is None or not differs(answer.status, implied.status):
        return None
    plan = action_return.round.plan
    declared, by_dates = status_label(plan, answer.status), status_label(plan, implied.status)
    due, forecast = when_of(action_return.action.due), answer.forecast
    agreed = due.text if due else "no date"
    expects = ""
    if forecast is not None and is_dated(forecast):
        title, expects = f"{declared}, with an end in {forecast.text}?", f"; you expect {forecast.text}"
    elif due is not None and is_past(due, day):
        title = f"{declared}, though {agreed} has passed?"
    else:
        title = f"{declared}, where the dates say {by_dates}?"
    facts = f"Agreed is {agreed}{expects}. By these dates it is {by_dates}. Readers see both. Which is right?"
    why = Choice(WHY, f"It is {declared}, and I say why", "Why this status", "reason")
    if implied.status not in statuses_offered(plan):
        choices = [_new_date("Ask for a new date"), why] if is_dated(due) else [why]
    else:
        changes = {"status": implied.status}
        change = Choice("change", f"Change the status to {by_dates}", changes=changes | {"reason": ""})
        move = _new_date(f"Change it to {by_dates}, and ask for a new date", changes)
        choices = [change, move, why] if expects and is_dated(due) else [change, why]
    return Question(DIFFERS, "status", title, facts, tuple(choices))


def _new_date(label: str, changes: Mapping[str, Any] | None = None) -> Choice:
    return Choice(NEW_DATE, label, "Reason, for whoever decides", "reason", changes or {}, asks_date=True)


def _about(finding: Finding, box: str, action_return: ActionReturn, answer: Answer, day: date) -> Question:
    """The question that a finding becomes."""
    due = when_of(action_return.action.due)
    agreed = due.text if due else "its date"
    declared = status_label(action_return.round.plan, answer.status) if answer.status else ""
    quoted = f"You wrote: “{finding.quote}”"
    as_it_is = Choice(WHY, "It stands as it is, and I say why", "Why")
    say = Choice("add", "Say what was done", "What was done", "done")
    unchanged = Choice(
        "nothing_changed", "Nothing has changed: say that", changes={"done": "", "nothing_changed": True}
    )
    title, facts, choices = {
        "update_copied": ("The same words as last time?", finding.message, [unchanged, say, as_it_is]),
        "update_points_elsewhere": ("Only a pointer to other words?", quoted, [say, unchanged, as_it_is]),
        "update_says_nothing": ("No more than a status?", quoted, [say, unchanged, as_it_is]),
        "on_track_past_due": (
            f"{declared}, though {agreed} has passed?",
            f"Agreed is {agreed}. Readers see both.",
            [
                _new_date("Ask for a new date"),
                Choice(WHY, f"It is {declared}, and I say why", "Why this status", "reason"),
            ],
        ),
        "assurance_complete": (
            f"{declared}, though it comes round again?",
            "An assurance action is never complete: it ends by a decision. Which is meant?",
            _this_time(action_return),
        ),
        "complete_without_evidence": (
            f"{declared}, and nothing shows it?",
            finding.message,
            [
                Choice("add", "Say what shows it", "A document, a figure, a decision", "evidence"),
                *_not_complete_yet(action_return, answer, day),
                Choice(WHY, "Nothing can be shown yet, and I say why", "Why"),
            ],
        ),
        "complete_with_something_left": (
            f"{declared}, and something left to do?",
            quoted,
            [
                *_not_complete_yet(action_return, answer, day),
                Choice(
                    WHY, "All of this action is done: I say what these words are about", "What they are about"
                ),
            ],
        ),
    }[finding.code]
    return Question(finding.code, box, title, facts, tuple(choices))


def _this_time(action_return: ActionReturn) -> list[Choice]:
    """The ways out of an assurance action called complete; neither leaves it so."""
    plan = action_return.round.plan
    goes_on = [Status.ASSURANCE, Status.ON_TRACK, Status.ONGOING, Status.IN_PROGRESS]
    status = next((each for each in goes_on if each in statuses_offered(plan)), None)
    if status is None:
        return [Choice(WHY, "No status of the plan says that it goes on, and I say what is done", "What")]
    label = status_label(plan, status)
    end = f"Change the status to {label}, and say why it should end"
    return [
        Choice("change", f"This time is done: change the status to {label}", changes={"status": status}),
        Choice("end", end, "Why it should end, for whoever decides", "reason", {"status": status}),
    ]


def _not_complete_yet(action_return: ActionReturn, answer: Answer, day: date) -> list[Choice]:
    implied = implied_by(action_return, answer._replace(status=Status.ON_TRACK), day=day)
    status = implied.status if implied else Status.ON_TRACK
    if status not in statuses_offered(action_return.round.plan):
        status = Status.ON_TRACK
    if status not in statuses_offered(action_return.round.plan):
        return []
    label = status_label(action_return.round.plan, status)
    return [
        Choice("change", f"It is not complete yet: change the status to {label}", changes={"status": status})
    ]
