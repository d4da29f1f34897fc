"""The forms of a next version: of which plan it is one, and what can't be told without somebody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms

from followthrough.plan.document import Action
from followthrough.site.imports.next_version.agreed import FATES
from followthrough.site.imports.next_version.guess import Guess
from followthrough.site.imports.next_version.matching import Answers, Fate, Question, Versions
from followthrough.site.page_parts import Choice

NEW = "new"
MOMENT = "%Y-%m-%dT%H:%M:%S.%f%z"


class WhichPlanForm(forms.Form):
    """A new plan, or the next version of one that is here. Nothing is chosen beforehand."""

    plan = forms.ChoiceField(
        label="What is this file?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a new plan or the next version of one."},
    )

    def __init__(self, *args: Any, guesses: Sequence[Guess], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {str(guess.plan.pk): guess.plan for guess in guesses}
        offered = [
            (str(guess.plan.pk), Choice(f"The next version of “{guess.plan}”", guess.reason))
            for guess in guesses
        ]
        cast("forms.ChoiceField", self.fields["plan"]).choices = [(NEW, Choice("A new plan")), *offered]


class AnswersForm(forms.Form):
    """What is asked of a next version: which action is which, and what becomes of those that are gone."""

    seen = forms.DateTimeField(widget=forms.HiddenInput, input_formats=[MOMENT])

    def __init__(self, *args: Any, versions: Versions, changed_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = f"{changed_at:{MOMENT}}"
        self.questions = {f"same_{question.place}": question for question in versions.questions}
        self.gone = {f"gone_{gone.place}": gone for gone in versions.gone}
        for name, question in self.questions.items():
            self.fields[name] = _which(question)
        for name, gone in self.gone.items():
            self.fields[name] = _fate(gone.action)

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, str] = {}
        for name in self.questions:
            answer = self.cleaned_data.get(name, NEW)
            if answer != NEW and answer in chosen:
                self.add_error(name, "You chose this action for another one too. It can be one of them only.")
            chosen[answer] = name
        return self.cleaned_data

    @property
    def which(self) -> list[forms.BoundField]:
        """The questions of which action is which."""
        return [self[name] for name in self.questions]

    @property
    def fates(self) -> list[forms.BoundField]:
        """The questions of what becomes of an action that is gone."""
        return [self[name] for name in self.gone]

    @property
    def answers(self) -> Answers:
        """What was answered, by place."""
        same = {question.place: self.cleaned_data[name] for name, question in self.questions.items()}
        return Answers(
            same={place: None if answer == NEW else int(answer) for place, answer in same.items()},
            fates={gone.place: cast("Fate", self.cleaned_data[name]) for name, gone in self.gone.items()},
        )


def _which(question: Question) -> forms.ChoiceField:
    known = [
        (str(each.place), Choice(_named(each.action), _facts(each.action))) for each in question.could_be
    ]
    if question.is_about_words:
        known = [(value, Choice("Yes, in other words", f"Now: {choice}")) for value, choice in known]
        label = f"“{_named(question.action)}” has the ref of another text. Is it the same action?"
        new = Choice("No, it is a new action", "The one that is here stays as it is.")
    else:
        label = f"Which action is “{_named(question.action)}”?"
        new = Choice("None of them: it is new")
    return forms.ChoiceField(
        label=label,
        choices=[*known, (NEW, new)],
        widget=forms.RadioSelect,
        error_messages={"required": f"Say which action {question.action.ref or 'this'} is."},
    )


def _fate(action: Action) -> forms.ChoiceField:
    asked = [(fate, Choice(f"Ask for a change: {words.lower()}")) for fate, (_, words) in FATES.items()]
    return forms.ChoiceField(
        label=_named(action),
        choices=[("keep", Choice("Keep it as it is")), *asked],
        initial="keep",
        widget=forms.RadioSelect,
    )


def _named(action: Action) -> str:
    return f"{action.ref} {action.title}" if action.ref else action.title


def _facts(action: Action) -> str:
    """Who is to do it by when, and where it stands in the plan."""
    owners = ", ".join(dict.fromkeys(owner.name for owner in action.owners))
    parts = [owners, f"due {action.due.text}" if action.due else "", action.theme or ""]
    return "; ".join(filter(None, parts))
