"""Rows of boxes in a form: one row for each thing there is, and two more."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from followthrough.site.register.editing.forms_action import unless_same

SPARE_ROWS = 2
MOST_ROWS = 200
LONGEST_NUMBER = 4
NUMBER = "number_of_rows"

# The boxes of a row by name, for the number of the row, which their labels say.
Boxes = Callable[[int], Mapping[str, forms.Field]]


class RowsOfBoxes:
    """Rows that are added to a form, filled with what there is.

    `known` has the words of each thing by the names of its boxes. `telling` is the box without which a row
    holds nothing, so that emptying it takes the row away. A form that is sent keeps as many rows as it was
    sent with, whatever somebody else took away meanwhile.
    """

    def __init__(
        self, form: forms.Form, boxes: Boxes, known: Sequence[Mapping[str, Any]], *, telling: str
    ) -> None:
        self._form, self._telling = form, telling
        number = _number(form.data.get(NUMBER, "") if form.is_bound else "", len(known))
        form.fields[NUMBER] = forms.CharField(widget=forms.HiddenInput, required=False)
        form.initial[NUMBER] = number
        # By row: the name of each box as the form knows it.
        self.names: list[dict[str, str]] = []
        for place in range(number):
            of_row = boxes(place + 1)
            self.names.append({box: f"{box}_{place}" for box in of_row})
            for box, name in self.names[-1].items():
                form.fields[name] = of_row[box]
                form.initial[name] = known[place].get(box) if place < len(known) else of_row[box].initial

    @property
    def entered(self) -> list[dict[str, str]]:
        """What was entered, row by row, by the names of the boxes."""
        rows = [{box: self._sent(name) for box, name in names.items()} for names in self.names]
        return [row for row in rows if row[self._telling]]

    def _sent(self, name: str) -> str:
        return unless_same(self._form.initial[name] or "", self._form.cleaned_data[name])


def _number(sent: str, known: int) -> int:
    usual = known + SPARE_ROWS
    is_number = sent.isdecimal() and len(sent) <= LONGEST_NUMBER
    return int(sent) if is_number and int(sent) <= max(MOST_ROWS, usual) else usual
