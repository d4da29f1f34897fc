"""What risks need of the programme office, for its first page."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation
from followthrough.site.risks.queries import reviews_past


def reviews_for_the_office(organisation: Organisation, *, day: date) -> Iterator[Need]:
    """A line a plan: how many of its risks are past their review date."""
    for plan, past in reviews_past(organisation, day=day):
        sentence = "Risk is past its review date" if past == 1 else "Risks are past their review dates"
        address = f"{reverse('risks', args=[plan.slug])}?state=past_review"
        yield Need(past, sentence, str(plan), address, "See it" if past == 1 else "See them")
