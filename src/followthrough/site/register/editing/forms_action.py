"""The forms with which an action is edited by hand, one for each part of it."""

from typing import Any

from django import forms

from followthrough.plan.fields import IN_WORDS
from followthrough.plan.when import When, read_due, read_when
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.agreed_fields import FIELDS, tags_of
from followthrough.site.register.editing.edits import is_agreed
from followthrough.site.register.fields import exempt_field, line_field, reason_field, text_field
from followthrough.site.register.models import KINDS, Action, Plan, Tag
from followthrough.site.register.owners import OWNER_PARTS

LONGEST_WORDING, LONGEST_WORDS = 5000, 100
DATE_HINT = "In any words: 31 March 2023, Spring 2023, Q2 2023/24, quarterly, TBC."


class PartForm(forms.Form):
    """A part of an action, as it is now; `action` None: of a new one.

    `changes` has the values of FIELDS that were entered. `version` is the action's as the person saw it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.action = plan, action
        self.initial["version"] = action.version if action else 0
        self.start()
        self.fields["reason"] = reason_field(is_wanted=is_agreed(plan))

    def start(self) -> None:
        """Give the boxes what the action holds now."""

    def value_of(self, name: str, otherwise: Any) -> Any:
        """The value of one of FIELDS."""
        return FIELDS[name].read(self.action) if self.action else otherwise

    @property
    def changes(self) -> dict[str, Any]:
        return {}

    def is_touched(self, name: str) -> bool:
        """Whether a box was sent with other words than it held."""
        before: str = self.initial[name]
        return unless_same(before, self.cleaned_data[name]) != before

    def saw(self, action: Action) -> None:
        """Note that the person has been shown the action as it is now."""
        self.data = {**self.data, "version": str(action.version)}


class FactsForm(PartForm):
    title = text_field("Wording", required="Say what is promised.", max_length=LONGEST_WORDING)
    ref = line_field("Ref", width="govuk-input--width-10", max_length=60)
    kind = forms.ChoiceField(choices=KINDS, initial="action")
    start_date = line_field("Start", width="govuk-input--width-20", max_length=200, help_text=DATE_HINT)
    due_date = line_field("Due", width="govuk-input--width-20", max_length=200, help_text=DATE_HINT)
    answers = text_field(
        "What it answers", rows=2, help_text="Recommendations, directions or findings, one on each line."
    )
    critical = forms.BooleanField(
        label="It is a critical milestone",
        required=False,
        help_text="Whatever puts it at risk is significant slippage, where the plan’s key says so.",
    )
    exempt_because = exempt_field()
    tags = line_field(
        "Tags", help_text="Words to find it by, parted by commas. They are no part of what is agreed."
    )

    def start(self) -> None:
        super().start()
        for words in IN_WORDS:
            self.fields[words] = line_field(
                FIELDS[words].label, width="govuk-input--width-20", max_length=LONGEST_WORDS
            )
        self.order_fields(["title", "ref", "kind", "start_date", "due_date", *IN_WORDS])
        for name in ("title", "ref", "exempt_because", *IN_WORDS):
            self.initial[name] = self.value_of(name, "")
        self.initial["kind"] = self.value_of("kind", "action")
        for name in ("start", "due"):
            when = self.value_of(name, None)
            self.initial[f"{name}_date"] = when["text"] if when else ""
        self.initial["answers"] = "\n".join(self.value_of("answers", []))
        self.initial["critical"] = self.value_of("critical", False)
        titles = [each["title"] for each in self.action.milestones] if self.action else []
        if titles:
            self.fields["critical_milestones"] = forms.MultipleChoiceField(
                label="Critical milestones in it",
                required=False,
                choices=[(title, title) for title in dict.fromkeys(titles)],
                widget=forms.CheckboxSelectMultiple,
                initial=self.value_of("critical_milestones", []),
            )
        self.initial["tags"] = ", ".join(tags_of(self.action)) if self.action else ""

    def clean_ref(self) -> str:
        ref: str = self.cleaned_data["ref"]
        other = self.plan.actions.filter(ref=ref).first()
        if ref and ref != self.initial["ref"] and other:
            raise forms.ValidationError(f"“{ref}” is the ref of “{other.title[:80]}”. Choose another.")
        return ref

    def clean_start_date(self) -> Any:
        return self._date("start", read_when(self.cleaned_data["start_date"]))

    def clean_due_date(self) -> Any:
        start = self.cleaned_data.get("start_date")
        begins = When.model_validate(start) if start else None
        due = self._date("due", read_due(self.cleaned_data["due_date"], start=begins))
        ends = When.model_validate(due) if due else None
        if begins and ends and begins.earliest and ends.latest and ends.latest < begins.earliest:
            raise forms.ValidationError(f"“{ends.text}” ends before the start, “{begins.text}”.")
        return due

    def _date(self, name: str, when: When) -> Any:
        """The date as the register holds it; what was there before is taken as it was read then."""
        before = self.value_of(name, None)
        if before and before["text"] == when.text:
            return before
        if when.kind == "other":
            raise forms.ValidationError(f"We can't read “{when.text}” as a date. {DATE_HINT}")
        return plain(when) if when.text else None

    def clean_tags(self) -> list[str]:
        names = sorted({" ".join(name.split()) for name in self.cleaned_data["tags"].split(",")} - {""})
        if any(len(name) > Tag.LONGEST for name in names):
            raise forms.ValidationError(f"A tag has {Tag.LONGEST} letters at most.")
        return names

    @property
    def changes(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        dates = {"start": cleaned["start_date"], "due": cleaned["due_date"]}
        boxes = ("title", "ref", "kind", "exempt_because", "tags", *IN_WORDS)
        asked = {name: cleaned[name] for name in boxes}
        asked["title"] = unless_same(self.initial["title"], cleaned["title"])
        answers = self.value_of("answers", [])
        if self.is_touched("answers"):
            answers = lines_of(cleaned["answers"])
        marks = {name: cleaned[name] for name in self.fields if name.startswith("critical")}
        return {**super().changes, **asked, **dates, **marks, "answers": answers}


class OwnersForm(PartForm):
    """The owners, one on each line, a box for each part that they have."""

    def start(self) -> None:
        super().start()
        owners = self.value_of("owners", [])
        for part, label in OWNER_PARTS:
            self.fields[part] = text_field(label, rows=2, help_text=_PARTS[part])
            self.initial[part] = "\n".join(name for owner_part, name in owners if owner_part == part)

    @property
    def changes(self) -> dict[str, Any]:
        owners = []
        for part, _ in OWNER_PARTS:
            if self.is_touched(part):
                owners += [(part, name) for name in lines_of(self.cleaned_data[part])]
            else:
                owners += [
                    (owner_part, name)
                    for owner_part, name in self.value_of("owners", [])
                    if owner_part == part
                ]
        return {**super().changes, "owners": owners}


_PARTS = {
    "accountable": "The post that answers for it. One on each line.",
    "political": "The councillor or board member who leads on it.",
    "supporting": "Posts that help.",
    "update_owner": "The post that writes the returns, where it is not the accountable one.",
}


def unless_same(before: str, sent: str) -> str:
    """What a box sent; what it held before where the words are the same, since boxes change blanks."""
    return before if before.split() == sent.split() else "\n".join(sent.splitlines())


def lines_of(text: str) -> list[str]:
    """The lines of a box, without blanks and without saying anything twice."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
