"""The forms of signing in with more than a password, in plain words, and the administrator's."""

from datetime import date
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgain
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms

from followthrough.plan.when import read_when
from followthrough.site.access.events import AskedOfAccess, Kind
from followthrough.site.people.forms import say
from followthrough.site.people.roles import ROLES, Role

_CODE = {"inputmode": "numeric", "class": "govuk-input--width-10"}


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", "Password", "Enter your password.")


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code", "Enter a code.", **_CODE)
        self.fields["code"].help_text = "Six figures from your app, or one of your recovery codes."


class CodeAgainForm(CodeAgain):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code", "Enter a code.", **_CODE)
        self.fields["code"].help_text = "Six figures from your app, or one of your recovery codes."


class SetUpAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code that the app shows", "Enter the code that the app shows.", **_CODE)


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", "Name of this passkey", "")
        self.fields["name"].help_text = "So that you know it again, such as “Work laptop”."
        alone = self.fields["passwordless"]
        alone.label = "Sign in with it alone, without a password"
        alone.help_text, alone.initial = "", True


class SignInRulesForm(forms.Form):
    """The roles that need a second step."""

    roles = forms.TypedMultipleChoiceField(
        choices=[(role.value, ROLES[role].name) for role in Role],
        coerce=Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Who needs a second step",
    )


class AccessFilters(forms.Form):
    who = forms.CharField(label="Name or e-mail address", required=False, max_length=200)
    kind = forms.ChoiceField(label="What", required=False, choices=[("", "Any"), *Kind.choices])
    since = forms.CharField(label="From a day or month", required=False, max_length=60)
    until = forms.CharField(label="To a day or month", required=False, max_length=60)

    def clean_since(self) -> date | None:
        return self._day("since", "earliest")

    def clean_until(self) -> date | None:
        return self._day("until", "latest")

    @property
    def asked(self) -> AskedOfAccess:
        """What is asked; of what can't be understood, nothing."""
        self.is_valid()
        known = {name: self.cleaned_data.get(name) for name in AskedOfAccess._fields}
        return AskedOfAccess(**{name: value for name, value in known.items() if value})

    def _day(self, name: str, end: str) -> date | None:
        words: str = self.cleaned_data[name]
        day: date | None = getattr(read_when(words), end)
        if words and day is None:
            raise forms.ValidationError(
                f"We can't read “{words}” as a date. Write a day or a month, such as 5 March 2023."
            )
        return day
