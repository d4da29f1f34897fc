"""The forms of an import: choose a file or paste a table, say what columns are, name the plan."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from followthrough.plan.document import PlanDocument
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.imports.columns_read import (
    Choices,
    ColumnReading,
    Questions,
    can_be_chosen,
    choices_for,
    questions_of,
)
from followthrough.site.imports.dates_read import DatesReading
from followthrough.site.imports.identity_read import source_of, titles_of
from followthrough.site.register.fields import DayField
from followthrough.site.register.models import Plan
from followthrough.site.settings import MEGABYTE

KINDS = ".docx,.xlsx,.xls,.ods,.pdf,.html,.htm,.mhtml,.csv,.tsv,.txt,.json"
PASTED, PASTED_MARKUP = "Pasted table.txt", "Pasted table.html"

_LONGEST_TITLE = 200
# So many columns stand on one screen, a line each.
ROWS_ON_A_SCREEN = 16
# A column with its list; and one with its two readings, and the list of all else.
PlainRow = tuple[ColumnReading, forms.BoundField | None]
AskedRow = tuple[ColumnReading, forms.BoundField, forms.BoundField]


class ChooseFileForm(forms.Form):
    """A file, or the text of a table; one of the two."""

    file = forms.FileField(
        label="The file with the plan",
        required=False,
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": KINDS}),
        error_messages={
            "empty": "The file is empty. Choose the file that holds the plan.",
            "max_length": "The file's name has more than 255 letters. Give it a shorter one and try again.",
        },
    )
    text = forms.CharField(
        label="Or paste the table here",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Copy the whole table, its headings too, from Word, Excel or a web page.",
    )

    # What the clipboard held beside the text: with scripts, a copied table stays the table that it was.
    markup = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    into = forms.ChoiceField(label="What is it?", required=False)

    def __init__(self, *args: Any, plans: Iterable[Plan] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        if self.plans:
            versions = [(key, f"The next version of “{plan}”") for key, plan in self.plans.items()]
            cast("forms.ChoiceField", self.fields["into"]).choices = [("", "A new plan"), *versions]
        else:
            del self.fields["into"]
        limit = settings.UPLOAD_LIMIT // MEGABYTE
        self.fields["file"].help_text = f"Word (.docx), Excel, PDF, web page, .csv or text, up to {limit} MB."

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // MEGABYTE
            raise forms.ValidationError(
                f"{file.name} is larger than {limit} MB. Save the plan without its pictures and try again."
            )
        return file

    def clean(self) -> dict[str, Any]:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if not self.errors and not file and not text.strip():
            self.add_error("file", "Choose a file, or paste a table into the box below.")
        if file and text.strip():
            self.add_error("text", "There are a file and a pasted table. Clear one of the two.")
        return self.cleaned_data

    @property
    def next_version_of(self) -> Plan | None:
        """The plan of which it is said to be the next version."""
        return self.plans.get(self.cleaned_data.get("into", ""))

    @property
    def given(self) -> tuple[str, bytes]:
        """What was given: a name for it, and its bytes."""
        file = self.cleaned_data["file"]
        if file:
            return file.name, file.read()
        markup = self.cleaned_data["markup"]
        if "<table" in markup.lower():
            return PASTED_MARKUP, f'<!DOCTYPE html><meta charset="utf-8">{markup}'.encode()
        return PASTED, self.cleaned_data["text"].encode()


class ColumnsForm(forms.Form):
    """What each column of a file is: a list of fields for each that has a heading; of one that could be two
    things these two, and a list of all else. Where dates could be read in two ways, in which.
    """

    def __init__(
        self,
        columns: Sequence[ColumnReading],
        periods: list[str],
        *args: Any,
        dates: DatesReading | None = None,
    ) -> None:
        super().__init__(*args)
        if dates:
            self.fields["dates"] = forms.ChoiceField(
                label="What stands first in the dates of the file?",
                choices=dates.choices,
                initial=dates.order,
                required=False,
                widget=forms.RadioSelect(attrs={"form": "columns"}),
            )
        self.dates_read = dates
        self.columns = {f"column_{number}": column for number, column in enumerate(columns, start=1)}
        for name, column in self.columns.items():
            # A correction goes by the heading, and a column without one can't be named.
            if column.heading:
                self._add_column(name, column, choices_for(column, periods))

    def _add_column(self, name: str, column: ColumnReading, choices: list[tuple[str, Choices]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=f"What “{column.heading}” is",
            choices=choices[0][1] if column.is_close else choices,
            initial=column.field,
            required=False,
            widget=(forms.RadioSelect if column.is_close else forms.Select)(attrs={"form": "columns"}),
        )
        if column.is_close:
            self.fields[f"else_{name}"] = forms.ChoiceField(
                label=f"Something else that “{column.heading}” is",
                choices=[("", "Something else…"), *choices[1][1]],
                required=False,
                widget=forms.Select(attrs={"form": "columns"}),
            )

    @property
    def rows(self) -> list[PlainRow]:
        """Each column with its list."""
        return [
            (column, self[name] if name in self.fields else None) for name, column in self.columns.items()
        ]

    @property
    def asked_rows(self) -> list[AskedRow]:
        """The columns of which a person should say which of two they are, the most doubtful first."""
        return [self._asked(column) for column in self._questions.asked]

    @property
    def small_rows(self) -> list[AskedRow]:
        """Those on which little hangs."""
        return [self._asked(column) for column in self._questions.small]

    @cached_property
    def _questions(self) -> Questions:
        return questions_of(list(self.columns.values()))

    def _asked(self, column: ColumnReading) -> AskedRow:
        name = next(name for name, each in self.columns.items() if each is column)
        return column, self[name], self[f"else_{name}"]

    @property
    def other_rows(self) -> list[PlainRow]:
        """The columns of which nobody has to say anything; of many those that became a field alone."""
        return [row for row in self._certain_rows if row not in self.folded_rows]

    @cached_property
    def folded_rows(self) -> list[PlainRow]:
        """Those of them that are kept as notes, where all together are more than a screen holds."""
        notes = [row for row in self._certain_rows if not row[0].is_understood]
        return notes if len(self._certain_rows) > ROWS_ON_A_SCREEN else []

    @cached_property
    def _certain_rows(self) -> list[PlainRow]:
        return [(column, field) for column, field in self.rows if not (field and column.is_close)]

    def chosen_dates(self, *, settling: bool) -> str:
        """What a person said stands first in dates, "" where they said nothing; `settling` as below."""
        dates, said = self.dates_read, self.cleaned_data.get("dates", "")
        is_news = dates is not None and (said != dates.order or (settling and dates.is_doubted))
        return said if is_news else ""

    def corrections(self, *, settling: bool) -> dict[str, str]:
        """The columns that are to be something else than they were read as, by their headings.

        `settling` adds what may be wrong and was left as it is: somebody has looked at it.
        """
        said = {
            name: self.cleaned_data.get(f"else_{name}") or self.cleaned_data.get(name)
            for name in self.columns
        }
        chosen = [(self.columns[name], field) for name, field in said.items() if field]
        return {
            column.heading: field
            for column, field in chosen
            if field != column.field or (settling and column.is_close and can_be_chosen(field))
        }


class TakeInForm(forms.Form):
    """What the plan is to be called, whose it is, and which day it speaks for."""

    FOUND, OTHER, UNKNOWN = "found", "other", "unknown"

    title = forms.CharField(
        label="What is this plan called?",
        max_length=_LONGEST_TITLE,
        help_text="The name that everybody will see, such as Improvement plan 2026 to 2028.",
        error_messages={
            "required": "Give the plan a name.",
            "max_length": f"Use {_LONGEST_TITLE} letters or fewer.",
        },
    )
    body = forms.CharField(
        label="Whose plan is it?",
        required=False,
        max_length=_LONGEST_TITLE,
        help_text="The body, as its papers print it. You can leave it empty.",
        error_messages={"max_length": f"Use {_LONGEST_TITLE} letters or fewer."},
    )
    day = forms.ChoiceField(
        label="Which day does the plan speak for?",
        required=False,
        widget=forms.RadioSelect,
        help_text="What is late is counted to this day until the first round is opened here.",
    )
    other_day = DayField(label="Which other day?", required=False, help_text="Such as 31 October 2025.")

    def __init__(self, document: PlanDocument, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"title": document.title or "", "body": document.organisation or ""})
        self.found = document.as_at
        titles = titles_of(document)
        if len(titles) > 1:
            self._ask_which(titles)
        day = cast("forms.ChoiceField", self.fields["day"])
        day.choices = [
            *([(self.FOUND, _found_day(document))] if self.found else []),
            (self.OTHER, "Another day"),
            (self.UNKNOWN, "I don’t know"),
        ]
        if self.found:
            day.initial = self.FOUND
        else:
            day.help_text = f"No day was found in the file. {day.help_text}"
            day.choices = [(self.OTHER, "On this day"), (self.UNKNOWN, "I don’t know")]
            self.fields["other_day"].label = "Which day?"

    def _ask_which(self, titles: Sequence[str]) -> None:
        """Offer the texts of the file that may be the title, and another name."""
        self.fields["called"] = forms.ChoiceField(
            label="What is this plan called?",
            choices=[*((title, title) for title in titles), ("", "Another name")],
            initial=titles[0],
            required=False,
            widget=forms.RadioSelect,
            help_text="Each of these stands in the file and may be its title.",
        )
        title = self.fields["title"]
        title.label, title.required, title.initial = "Which other name?", False, ""
        self.initial["title"] = ""
        self.order_fields(["called", "title", "body", "day", "other_day"])

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"] or self.cleaned_data.get("called", "")[:_LONGEST_TITLE]
        if not title:
            raise forms.ValidationError("Give the plan a name.")
        return title

    def clean(self) -> dict[str, Any]:
        is_other = self.cleaned_data.get("day") == self.OTHER
        if is_other and "other_day" not in self.errors and not self.cleaned_data.get("other_day"):
            self.add_error("other_day", "Write the day that the plan speaks for, or choose “I don’t know”.")
        return self.cleaned_data

    @property
    def said_body(self) -> str | None:
        """Whose plan it is, empty where nobody knows it; None where nobody was asked."""
        return self.cleaned_data["body"] if "body" in self.data else None

    @property
    def as_at(self) -> date | None:
        """The day that the plan speaks for, None where nobody knows."""
        said, other = self.cleaned_data.get("day"), self.cleaned_data.get("other_day")
        if said == self.OTHER or (other and not said):
            return cast("date", other)
        return None if said == self.UNKNOWN else self.found


def _found_day(document: PlanDocument) -> str:
    """The day that was found in the file, with the words there, their place and why they count."""
    day = day_in_words(document.as_at) if document.as_at else ""
    source = source_of(document, "as_at")
    return f"{day}: {source}" if source else day
