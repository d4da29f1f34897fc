"""The forms about people, and the library's sign-in forms in plain words."""

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest

from followthrough.site import clock
from followthrough.site.people.inviting import letters_can_go, roles_in
from followthrough.site.people.models import Membership, User
from followthrough.site.people.resetting import send_new_password_letter
from followthrough.site.people.roles import ROLES, Role


class RoleField(forms.TypedChoiceField):
    """Chooses a role."""

    widget = forms.RadioSelect

    def __init__(self, roles: Iterable[Role] = Role) -> None:
        super().__init__(
            choices=[(role.value, ROLES[role]) for role in roles],
            coerce=Role,
            label="Role",
            error_messages={"required": "Choose a role."},
        )


def name_field() -> forms.CharField:
    return forms.CharField(
        label="Name",
        max_length=150,
        error_messages={"required": "Enter the person's name.", "max_length": "Use 150 letters or fewer."},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-30", "autocomplete": "off"}),
    )


class AddPersonForm(forms.Form):
    name = name_field()
    email = forms.EmailField(
        max_length=User._meta.get_field("email").max_length,
        label="E-mail address",
        help_text="They sign in with it.",
        error_messages={
            "required": "Enter the person's e-mail address.",
            "invalid": "Enter an e-mail address like name@example.org.",
            "max_length": "Use 254 letters or fewer.",
        },
        widget=forms.EmailInput(attrs={"class": "govuk-input--width-30", "autocomplete": "off"}),
    )
    role = RoleField()

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = RoleField(roles)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                "This e-mail address has an account already, and an account belongs to one organisation. "
                "Somebody who works for two has an address for each."
            )
        return email


class ChangePersonForm(forms.Form):
    """Changes an account or opens it again, but not one's own role: that could lock everybody out."""

    name = name_field()
    role = RoleField()
    can_sign_in = forms.BooleanField(label="Can sign in", required=False)

    def __init__(self, membership: Membership, *, by: User, **kwargs: Any) -> None:
        user = membership.user
        now = {"name": user.name, "role": membership.role, "can_sign_in": user.is_active}
        super().__init__(initial=now, **kwargs)
        # A role that the organisation offers no more can be kept.
        offered = roles_in(membership.organisation)
        self.fields["role"] = RoleField(role for role in Role if role in (*offered, Role(membership.role)))
        self.is_own = user == by
        if self.is_own:
            del self.fields["role"]
        if user.is_active:  # it is closed where what somebody owes is handed on
            del self.fields["can_sign_in"]


def say(form: forms.Form, field: str, label: str, error: str, **attrs: str) -> None:
    """Gives a field of the library's forms our words, without the placeholder that repeats its label."""
    form.fields[field].label = label
    form.fields[field].error_messages["required"] = error
    form.fields[field].widget.attrs.pop("placeholder", None)
    form.fields[field].widget.attrs |= {"class": "govuk-input--width-30", **attrs}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        say(self, "login", "E-mail address", "Enter your e-mail address.", spellcheck="false")
        say(self, "password", "Password", "Enter your password.")


class ForgottenPasswordForm(ResetPasswordForm):
    """Asks for a letter with a link. What it answers never tells whether there is such an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", "E-mail address", "Enter your e-mail address.", spellcheck="false")
        errors = self.fields["email"].error_messages
        errors["invalid"] = "Enter an e-mail address like name@example.org."
        errors["max_length"] = "Use 320 letters or fewer."

    @property
    def letters_can_go(self) -> bool:
        return letters_can_go()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        send_new_password_letter(email, at=clock.now())
        return email


class PasswordWords:
    """The words of a form in which a password is chosen."""

    fields: ClassVar[dict[str, forms.Field]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password1", "New password", "Enter a new password.")  # type: ignore[arg-type]
        say(self, "password2", "New password again", "Enter the new password again.")  # type: ignore[arg-type]
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())


class NewPasswordForm(PasswordWords, ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", "Present password", "Enter your present password.")


class FirstPasswordForm(PasswordWords, ResetPasswordKeyForm):
    """Sets a password by a link."""
