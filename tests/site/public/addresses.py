"""The addresses of the public pages of a plan."""

from django.urls import reverse


def every_public_address(plan, editions):
    """Each page, file, action and feed that everybody can ask for."""
    place = [plan.organisation.slug, plan.slug]
    keys = {action.key for edition in editions for action in edition.actions.all()}
    return [
        reverse("public_plans"),
        reverse("public_body", args=place[:1]),
        *(reverse(name, args=place) for name in ("public_plan", "public_actions", "public_feed")),
        *(reverse("public_action", args=[*place, key]) for key in sorted(keys)),
        *(reverse("public_paper", args=[*place, each.number]) for each in editions),
        *(
            reverse("public_file", args=[*place, each.number, file.form])
            for each in editions
            for file in each.files.all()
        ),
        *(reverse("public_data", args=[*place, form]) for form in ("csv", "json")),
    ]
