"""The form in which the words of a plan's papers are written."""

from typing import Any

from django import forms

from followthrough.outputs.report.house import (
    DARK,
    FIRST_DATES,
    MAY_BE_LEFT_OUT,
    MAY_BE_SHORT,
    House,
    changed_figures,
)
from followthrough.outputs.report.kinds import BY_NAME, KINDS, OWN_SHAPE
from followthrough.outputs.report.template import UnusableTemplateError, refuse_template
from followthrough.site.register.fields import line_field, text_field
from followthrough.site.register.models import Plan
from followthrough.site.reports.house_style import LARGEST_LOGO, is_picture
from followthrough.site.reports.models import PaperText
from followthrough.site.reports.paper_texts import KEYS, Key, Words, words_of_papers

LONGEST = 20_000
_LARGEST_TEMPLATE = 2_000_000
_YES_OR_NO = {
    "decisions_first": "What is asked stands before the headline",
    "implications_first": "Implications stand right after the decisions",
    "hides_options": "Leave out the other options",
    "calls_in": "Say who is called in for late actions of high priority",
    "first_dates_with_late": "The sentence about first dates stands with the late actions",
}


class PaperTextsForm(forms.Form):
    """A box for each section and who answers for it; a box for each commentator."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = words_of_papers(plan)
        for at, key in enumerate(KEYS):
            said, is_comment = known.get(key, Words("")), key.kind == PaperText.Kind.COMMENT
            hint = "Empty: the paper says that none was received." if is_comment else ""
            label = f"Comment of {key.name}" if is_comment else key.name
            self.fields[f"text_{at}"] = text_field(label, rows=4, max_length=LONGEST, help_text=hint)
            self.initial[f"text_{at}"] = said.text
            if not is_comment:
                self.fields[f"signed_{at}"] = forms.CharField(
                    label=f"Who answers for “{key.name}”",
                    required=False,
                    max_length=200,
                    widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
                )
                self.initial[f"signed_{at}"] = said.signed

    @property
    def texts(self) -> dict[Key, Words]:
        """What was written, text by text."""
        said = self.cleaned_data
        return {
            key: Words(said[f"text_{at}"].strip(), said.get(f"signed_{at}", "").strip())
            for at, key in enumerate(KEYS)
        }


class HouseStyleForm(forms.Form):
    """What comes first in the papers of a body, what is in, what they are called, and how they look."""

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _YES_OR_NO.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)
            self.initial[name] = getattr(house, name)
        self.fields["left_out"] = forms.MultipleChoiceField(
            label="Parts to leave out",
            help_text="Decisions, figures, late actions, changes and comments are in every paper.",
            choices=list(MAY_BE_LEFT_OUT.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["short"] = forms.MultipleChoiceField(
            label="Papers to make short",
            help_text="Without the list of every action, and with the first paragraph of each update alone. "
            "The figures are the same; the paper says at its end where the rest is.",
            choices=[(name, BY_NAME[name].called) for name in MAY_BE_SHORT],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["goes_next_to"] = line_field(
            "Where papers go after the meeting", help_text="Such as: Council, commissioners.", max_length=200
        )
        self.fields["colour"] = line_field(
            "Colour of headings and rules", width="govuk-input--width-10",
            help_text="Six letters or figures, as in 1F3A4D.", max_length=7,
        )  # fmt: skip
        for kind in KINDS:
            if kind.name != OWN_SHAPE:
                self.fields[f"title_{kind.name}"] = line_field(f"Title of: {kind.called}", max_length=200)
                self.initial[f"title_{kind.name}"] = house.titles.get(kind.name, "")
        self.fields["logo"] = forms.FileField(
            label="Logo", help_text="PNG or JPEG, at most 300 kB.", required=False, allow_empty_file=True
        )
        self.fields["template"] = forms.FileField(
            label="Word template", help_text="Word papers are filled into it: a .docx file of at most 2 MB.",
            required=False, allow_empty_file=True,
        )  # fmt: skip
        for name in ("logo", "template"):
            self.fields[f"remove_{name}"] = forms.BooleanField(
                label=f"Remove the {name} that is there", required=False
            )
        self.initial.update(
            left_out=sorted(house.left_out),
            short=sorted(house.short),
            goes_next_to=house.goes_next_to,
            colour=house.colour,
        )

    def clean_colour(self) -> str:
        said = str(self.cleaned_data["colour"]).strip().lstrip("#") or DARK
        if len(said) != 6 or set(said.casefold()) - set("0123456789abcdef"):
            raise forms.ValidationError("Write the colour as six letters or figures, as in 1F3A4D.")
        if _is_pale(said):
            raise forms.ValidationError("This colour is too pale to be read on white. Choose a darker one.")
        return said.upper()

    def clean_logo(self) -> bytes | None:
        file = self.cleaned_data["logo"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST_LOGO:
            raise forms.ValidationError("The logo is larger than 300 kB. Make it smaller and try again.")
        content = file.read()
        if not is_picture(content):
            raise forms.ValidationError("The logo is no PNG and no JPEG. Save it as one of them.")
        return bytes(content)

    def clean_template(self) -> bytes | None:
        file = self.cleaned_data["template"]
        if file is None:
            return None
        if (file.size or 0) > _LARGEST_TEMPLATE:
            raise forms.ValidationError("The template is larger than 2 MB. Take pictures out of it.")
        content = bytes(file.read())
        try:
            refuse_template(content)
        except UnusableTemplateError as error:
            raise forms.ValidationError(str(error)) from error
        return content

    @property
    def choices(self) -> dict[str, Any]:
        """The parts of a house style that are words and yes or no."""
        said = self.cleaned_data
        titles = {kind.name: said.get(f"title_{kind.name}", "").strip() for kind in KINDS}
        return {
            **{name: said[name] for name in _YES_OR_NO},
            "left_out": said["left_out"],
            "short": said["short"],
            "goes_next_to": said["goes_next_to"].strip(),
            "colour": said["colour"],
            "titles": {name: words for name, words in titles.items() if words},
        }

    def file(self, name: str) -> bytes | None:
        """A new file, an empty one where the old is removed, None where it stays."""
        found: bytes | None = self.cleaned_data[name]
        return b"" if found is None and self.cleaned_data[f"remove_{name}"] else found


def _is_pale(colour: str) -> bool:
    """Whether letters of a colour have less contrast with white than people with weak sight need (4.5)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) < 4.5


def _about(sentence: str, at: int) -> str:
    """What a sentence of a headline is about, for the label of its box."""
    if sentence.startswith(FIRST_DATES):
        return "Against the first dates"
    return ("What is done", "What is late", "What changed")[at] if at < 3 else "What is asked"


class HeadlineForm(forms.Form):
    """A box for each computed sentence of a headline; its figures stay what they are."""

    def __init__(self, *args: Any, sentences: list[str], known: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = sentences
        for at, computed in enumerate(sentences):
            name = f"sentence_{at}"
            help_text = f"Computed: {computed}" if computed in known else ""
            self.fields[name] = text_field(_about(computed, at), rows=4, max_length=1000, help_text=help_text)
            self.initial[name] = known.get(computed, computed)

    def clean(self) -> dict[str, Any]:
        for at, computed in enumerate(self.sentences):
            words = " ".join(self.cleaned_data.get(f"sentence_{at}", "").split())
            if words and (changed := changed_figures(computed, words)):
                figures = ", ".join(changed)
                self.add_error(
                    f"sentence_{at}", f"The figures are computed and stay: this changes {figures}."
                )
        return self.cleaned_data

    @property
    def words(self) -> dict[str, str]:
        """Each computed sentence with what stands in its place, empty where it stands itself."""
        said = {
            computed: " ".join(self.cleaned_data[f"sentence_{at}"].split())
            for at, computed in enumerate(self.sentences)
        }
        return {computed: "" if words == computed else words for computed, words in said.items()}
