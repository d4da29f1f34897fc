"""The actions of a published edition as open data."""

import csv
import json
from collections.abc import Iterable
from io import StringIO

from followthrough.outputs.plan.as_csv import harmless
from followthrough.site.editions.models import Edition, EditionAction, PublicPage

FORMS = ("csv", "json")
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
# What each column holds; docs/guide/public-pages.md says it in words.
FIELDS = (
    "ref", "title", "theme", "owner", "status", "status_kind", "status_before", "first_date", "date_now",
    "day_now", "expected", "months_late", "no_return", "text",
)  # fmt: skip


def as_data(page: PublicPage, edition: Edition, actions: Iterable[EditionAction], form: str) -> bytes:
    """The actions in one of FORMS, the plan's order kept."""
    rows = [{name: getattr(each, name) for name in FIELDS} for each in actions]
    if form == "json":
        content = {
            "body": page.body,
            "plan": edition.plan_title,
            "period": edition.period,
            "as_at": edition.day,
            "edition": edition.issue,
            "published_at": edition.published_at,
            "actions": rows,
        }
        return (json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n").encode()
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(FIELDS)
    writer.writerows([_words(row[name]) for name in FIELDS] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _words(value: object) -> object:
    return harmless(value) if isinstance(value, str) else "" if value is None else value
