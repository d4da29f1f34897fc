"""The forms of an import: choose a file or paste a table, then name the plan."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from followthrough.site.settings import MEGABYTE

KINDS = ".docx,.xlsx,.xls,.ods,.pdf,.html,.htm,.mhtml,.csv,.tsv,.txt,.json"
PASTED = "Pasted table.txt"


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
    def given(self) -> tuple[str, str, bytes]:
        """What was given: the field it came by, a name for it, its bytes."""
        file = self.cleaned_data["file"]
        if file:
            return "file", file.name, file.read()
        return "text", PASTED, self.cleaned_data["text"].encode()


class TakeInForm(forms.Form):
    """What the plan is to be called."""

    title = forms.CharField(
        label="What is this plan called?",
        max_length=200,
        help_text="The name that everybody will see.",
        error_messages={"required": "Give the plan a name.", "max_length": "Use 200 letters or fewer."},
    )
