"""The feed of a plan's public editions, as feed readers follow it (Atom)."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from followthrough.site.editions.models import Edition, PublicPage
from followthrough.site.public.cached import kept_by_readers
from followthrough.site.public.queries import papers_in_force

MOST_ENTRIES = 50


class EditionsFeed(Feed[Edition, PublicPage]):
    """The editions in force, the newest first."""

    feed_type = Atom1Feed

    def __init__(self, page: PublicPage) -> None:
        self.page = page

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> PublicPage:
        return self.page

    def title(self, obj: PublicPage) -> str:
        first = papers_in_force(obj.plan_id).first()
        return f"{first.plan_title if first else obj.slug}: published papers"

    def subtitle(self, obj: PublicPage) -> str:
        return f"Papers that {obj.body} published of this plan."

    def author_name(self, obj: PublicPage) -> str:
        return obj.body

    def link(self, obj: PublicPage) -> str:
        return reverse("public_plan", args=[obj.body_slug, obj.slug])

    def feed_url(self, obj: PublicPage) -> str:
        return reverse("public_feed", args=[obj.body_slug, obj.slug])

    def items(self, obj: PublicPage) -> list[Edition]:
        return list(papers_in_force(obj.plan_id).order_by("-published_at", "-number")[:MOST_ENTRIES])

    def item_title(self, item: Edition) -> str:
        return f"{item}, edition {item.issue}"

    def item_description(self, item: Edition) -> str:
        total, done = item.figures.get("total"), item.figures.get("done")
        day = f"{item.day:%-d %B %Y}" if item.day else ""
        counted = f" {done} of {total} actions are complete or closed." if total else ""
        forum = f" For {item.forum_in_words}." if item.forum_in_words else ""
        return f"Figures at {day}.{counted}{forum}"

    def item_link(self, item: Edition) -> str:
        return reverse("public_paper", args=[self.page.body_slug, self.page.slug, item.number])

    def item_pubdate(self, item: Edition) -> datetime | None:
        return item.published_at

    item_updateddate = item_pubdate


@kept_by_readers
def show_feed(request: HttpRequest, page: PublicPage) -> HttpResponse:
    """The feed at its address."""
    return EditionsFeed(page)(request)
