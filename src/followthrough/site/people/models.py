"""Organisations, and the accounts that sign in for them. The posts that own actions are the register's."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from followthrough.site.people.roles import ROLES, Role, RoleDescription


class Organisation(models.Model):
    """A body that owns plans; nobody of another organisation sees them.

    One that `oversees` may be shown what others publish, by their consent.
    """

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    oversees = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail address."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without a password it can't sign in until one is set by a link."""
        user = self.model(email=email.strip().lower(), name=name.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """An account. What it may do comes from its membership."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField("can sign in", default=True)

    objects: ClassVar[Users] = Users()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        # One spelling of an address, so that unique means one account a person.
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Membership(models.Model):
    """The role that an account has in an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_role_in_an_organisation"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.description.name} of {self.organisation}"

    @property
    def description(self) -> RoleDescription:
        """The role's name and what it may do."""
        return ROLES[Role(self.role)]


class SentForm(models.Model):
    """A form that made something, so that it counts once: a sum of who sent what from which page, and the
    address to which it led."""

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=2000, default="", blank=True)

    def __str__(self) -> str:
        return self.address
