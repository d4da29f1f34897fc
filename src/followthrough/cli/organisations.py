"""The commands on the organisations of an installation. Only whoever runs it sees them all."""

import click

from followthrough.cli.refusal import Refusal
from followthrough.cli.register import FORM, show
from followthrough.cli.site_database import organisation_called, uses_database
from followthrough.cli.writing import write


@click.group()
def organisations() -> None:
    """List the organisations of this installation, and add others."""


@organisations.command("list")
@FORM
@uses_database
def list_organisations(form: str) -> None:
    """List the organisations by short name, with how many plans and accounts each has."""
    from django.db.models import Count, Q

    from followthrough.site.people.models import Organisation

    can_sign_in = Count("memberships", filter=Q(memberships__user__is_active=True), distinct=True)
    counted = Organisation.objects.annotate(plan_count=Count("plans", distinct=True), accounts=can_sign_in)
    listed = [
        {
            "slug": each["slug"],
            "name": each["name"],
            "plans": each["plan_count"],
            "accounts": each["accounts"],
            "oversees": "yes" if each["oversees"] else "no",
        }
        for each in counted.order_by("slug").values("slug", "name", "plan_count", "accounts", "oversees")
    ]
    show(listed, ["slug", "plans", "accounts", "oversees", "name"], form)


@organisations.command("add")
@click.argument("name")
@click.option("--administrator", metavar="NAME", required=True, help="Who looks after its accounts.")
@click.option("--email", metavar="ADDRESS", required=True, help="The e-mail address they sign in with.")
@click.option("--oversees", is_flag=True, help="It is shown what others publish, by their consent.")
@click.option("--address", default="http://127.0.0.1:8000", help="Where the site is reached.")
@uses_database
def add_organisation(name: str, administrator: str, email: str, oversees: bool, address: str) -> None:
    """Add an organisation with its first administrator, and print the link to set a password."""
    from followthrough.site import clock
    from followthrough.site.people.operations import RefusedOrganisationError, found_organisation

    try:
        organisation, path = found_organisation(
            name=name, oversees=oversees, administrator=administrator, email=email, at=clock.now()
        )
    except RefusedOrganisationError as refused:
        raise Refusal(str(refused)) from refused
    write(
        f"{organisation.name} is added, with the short name {organisation.slug}.\n"
        f"{administrator} can set a password here, once, within three days:\n{address.rstrip('/')}{path}",
        None,
    )


@organisations.command("oversees")
@click.argument("organisation")
@click.argument("answer", type=click.Choice(["yes", "no"]))
@uses_database
def change_oversees(organisation: str, answer: str) -> None:
    """Say whether ORGANISATION (its short name) may be shown what others publish, by their consent."""
    from followthrough.site import clock
    from followthrough.site.people.operations import set_oversees

    body = organisation_called(organisation)
    set_oversees(body, oversees=answer == "yes", by=None, at=clock.now())
    may = "oversees the plans of others that consent" if body.oversees else "oversees no plans of others"
    write(f"{body.name} {may}.", None)
