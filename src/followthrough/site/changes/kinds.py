"""The kinds of change that a person can ask for: what each is called, what it does, and its form."""

from dataclasses import dataclass

from followthrough.site.changes import forms_asking as forms
from followthrough.site.register.models import Action


@dataclass(frozen=True)
class AskedKind:
    """A kind by its address: its name on pages, a sentence on it, its form, and when it is asked."""

    label: str
    hint: str
    form: type[forms.AskingForm]
    when: str = "always"


KINDS: dict[str, AskedKind] = {
    "date": AskedKind(
        "Move a date", "The due date or the start. The date agreed first is kept.", forms.DateForm
    ),
    "wording": AskedKind("Change the wording", "What is promised, in other words.", forms.WordingForm),
    "owner": AskedKind("Change who is accountable", "Another post answers for it.", forms.OwnersForm),
    "measures": AskedKind(
        "Change the scope", "Other measures of success than were agreed.", forms.MeasuresForm
    ),
    "add": AskedKind("Add an action", "A new promise, below this one.", forms.NewForm),
    "split": AskedKind("Split it", "Several actions take its place.", forms.SplitForm, "open"),
    "merge": AskedKind(
        "Merge it into another", "The other one covers both from now on.", forms.MergeForm, "open"
    ),
    "incorporate": AskedKind(
        "Make it part of another",
        "It ends as part of an action that stays as it is.",
        forms.IncorporateForm,
        "open",
    ),
    "duplicate": AskedKind(
        "Mark it as a duplicate", "Another action promises the same.", forms.DuplicateForm, "open"
    ),
    "hold": AskedKind("Put it on hold", "It rests, and stays in the plan.", forms.HoldForm, "open"),
    "resume": AskedKind("Resume it", "It is on hold and goes on.", forms.ResumeForm, "on_hold"),
    "withdraw": AskedKind("Withdraw it", "It is promised no longer.", forms.WithdrawForm, "open"),
    "reopen": AskedKind(
        "Re-open it", "It was finished or closed, and is open again.", forms.ReopenForm, "finished"
    ),
    "assurance": AskedKind(
        "Make it an assurance action",
        "It is done, and is checked again and again.",
        forms.AssuranceForm,
        "finished",
    ),
}


def kinds_for(action: Action) -> dict[str, AskedKind]:
    """The kinds that make sense for an action as it stands."""
    states = {"always", "finished" if forms.is_finished(action) else "open"}
    if action.status == "on_hold":
        states = {"always", "on_hold", "open"}
    return {
        name: kind
        for name, kind in KINDS.items()
        if kind.when in states and not (name == "hold" and action.status == "on_hold")
    }
