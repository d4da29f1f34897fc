"""Opens the site's database for a command, and finds in it what the command line names."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from followthrough.cli.refusal import Refusal

if TYPE_CHECKING:
    from followthrough.site.people.models import Organisation
    from followthrough.site.register.models import Plan

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def uses_database(command: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """The command, or the part of one, with the site's database open.

    It ends with a sentence where there is none, and where it turns out to be damaged meanwhile.
    """

    @wraps(command)
    def with_database(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        open_database()
        from django.db import DatabaseError

        from followthrough.site.database import damage_in_words, is_damaged

        try:
            return command(*args, **kwargs)
        except DatabaseError as error:
            if not is_damaged(error):
                raise
            raise Refusal(damage_in_words(error)) from error

    return with_database


def open_database() -> None:
    """Start Django as the site does. Raises Refusal where the database isn't there or isn't up to date."""
    start_site()
    from followthrough.site.database import UnusableDatabaseError, refuse_unless_usable

    try:
        refuse_unless_usable()
    except UnusableDatabaseError as unusable:
        raise Refusal(str(unusable)) from unusable


def start_site() -> None:
    """Start Django as the site does, whatever its database."""
    from followthrough.site.serve import readable_refusals, start_django

    with readable_refusals():
        start_django()


def make_database_where_there_is_none() -> None:
    """For a command that fills an empty database."""
    start_site()
    from django.core.management import call_command

    from followthrough.site.database import is_there

    if not is_there():
        call_command("migrate", verbosity=0)


def organisation_called(slug: str | None) -> "Organisation":
    """The organisation of a short name, or the only one where no name is given. Raises Refusal."""
    from followthrough.site.people.models import Organisation

    known = Organisation.objects.order_by("slug")
    found = list(known.filter(slug=slug) if slug else known[:2])
    if len(found) == 1:
        return found[0]
    if not known.exists():
        raise Refusal(
            "There is no organisation yet. Add one with its administrator: "
            "followthrough manage create_administrator."
        )
    choices = f"Choose one with --organisation: {_listed(known.values_list('slug', flat=True))}."
    raise Refusal(f"There is no organisation “{slug}”. {choices}" if slug else choices)


def plans_asked_for(organisation: str | None) -> "list[Plan]":
    """The plans of one organisation, or of all where none is named, with their organisations."""
    from followthrough.site.register.models import Plan

    found = Plan.objects.select_related("organisation").order_by("organisation__slug", "title", "pk")
    return list(found.filter(organisation=organisation_called(organisation)) if organisation else found)


def plan_called(slug: str, organisation: str | None) -> "Plan":
    """The plan of a short name, which tells it alone unless two organisations use it. Raises Refusal."""
    known = plans_asked_for(organisation)
    found = [plan for plan in known if plan.slug == slug]
    if len(found) == 1:
        return found[0]
    if found:
        bodies = _listed(plan.organisation.slug for plan in found)
        raise Refusal(
            f"Several organisations have a plan “{slug}”. Choose one with --organisation: {bodies}."
        )
    raise Refusal(f"There is no plan “{slug}”. The plans are: {_listed(plan.slug for plan in known)}.")


_MOST_LISTED = 20


def _listed(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(names))
    more = [f"and {len(known) - _MOST_LISTED} more"] * (len(known) > _MOST_LISTED)
    return ", ".join([*known[:_MOST_LISTED], *more]) or "none yet"
