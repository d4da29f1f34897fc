"""The form of a list of posts and people: a box beside each post, a pasted list, or a spreadsheet."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms

from followthrough.site.rounds.invitations.lists import ListRow, rows_of_cells, rows_of_text
from followthrough.site.rounds.invitations.vacant import Vacant
from followthrough.site.spreadsheets.models import SentSpreadsheet

LONGEST_LIST = 200_000
KINDS = ".xlsx,.xlsm,.ods,.xls,.csv,.tsv,.txt"


class ListForm(forms.Form):
    """Who holds which post, in whichever way it is given; `sent` is a spreadsheet of them that was read."""

    pasted = forms.CharField(
        label="Or paste a list",
        required=False,
        strip=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="A line for each post: post, name, e-mail address. Copied from a spreadsheet it is right "
        "as it is; commas and semicolons are read too.",
        error_messages={"max_length": "The list is too long. Paste it in two parts."},
    )
    file = forms.FileField(
        label="Or choose a spreadsheet",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": KINDS}),
        help_text="With columns for post, name and e-mail address.",
        error_messages={"empty": "The file is empty. Choose the spreadsheet with the list."},
    )

    def __init__(
        self, *args: Any, vacant: Sequence[Vacant], sent: SentSpreadsheet | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vacant = vacant
        self.sent = sent

    @property
    def boxes(self) -> list[tuple[Vacant, str, str]]:
        """Each post with the name of its box and what stands in it."""
        return [
            (each, f"post-{each.post.pk}", self.data.get(f"post-{each.post.pk}", "")) for each in self.vacant
        ]

    def clean(self) -> dict[str, Any]:
        rows = self._rows_of_boxes() + rows_of_text(self.cleaned_data.get("pasted", ""))
        if self.sent and self.sent.failure:
            self.add_error("file", self.sent.failure)
        elif self.sent:
            rows += rows_of_cells(self.sent.cells)
        if not rows and not self.errors and not self.cleaned_data.get("file"):
            raise forms.ValidationError(
                "Write an e-mail address beside a post, paste a list, or choose a file."
            )
        self.cleaned_data["rows"] = rows
        return self.cleaned_data

    def _rows_of_boxes(self) -> list[ListRow]:
        filled = [(each.post.name, said.strip()) for each, _, said in self.boxes if said.strip()]
        return [rows_of_cells([[post, said]])[0]._replace(row=0) for post, said in filled]


def rows_as_text(rows: list[list[str]]) -> str:
    """Rows as the page holds them until they are sent."""
    return json.dumps(rows)


def rows_from_text(text: str, names: dict[str, str]) -> list[ListRow]:
    """The rows that the page held, with the names as they were mended there; none for another text."""
    try:
        held = [(str(post), str(name), str(email)) for post, name, email in json.loads(text)]
    except (ValueError, TypeError):
        return []
    return [ListRow(0, post, names.get(email, "").strip()[:150] or name, email) for post, name, email in held]
