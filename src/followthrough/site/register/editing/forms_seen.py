"""Forms about a plan that tell the second of two editors, who keeps what they wrote."""

from hashlib import sha256
from typing import Any

from django import forms


class SeenForm(forms.Form):
    """A form that knows whether what it is about is still as the person saw it.

    Saved over somebody else's change, it says once what is here now; saved again, it is what is wanted.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def see(self, state: list[str]) -> None:
        """Say what is here now, in words. To be called when the form knows what it is about."""
        self._state = state
        self.initial["seen"] = _mark(state)

    def clean(self) -> dict[str, Any]:
        now = _mark(self._state)
        if self.cleaned_data.get("seen") != now:
            self.data = dict(self.data.items()) | {"seen": now}
            here = "; ".join(self._state)
            self.add_error(
                None,
                "Somebody else changed this meanwhile. Your boxes are as you wrote them: look at both, and "
                f"save again. Here now: {here}",
            )
        return self.cleaned_data


def _mark(state: list[str]) -> str:
    return sha256("\n".join(state).encode()).hexdigest()[:16]
