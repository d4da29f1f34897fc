"""Takes from imported rounds the dates that were agreed after them, and what was counted by those.

A file tells the dates of the day on which it was written. Only the round of that month keeps any.
"""

from typing import Any, ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from followthrough.site.rounds.triggers import KEEPING

NO_DATES: dict[str, Any] = {
    "without_dates": True,
    "implied": None,
    "start": None,
    "original_due": None,
    "due": None,
    "due_latest": None,
    "slip_original": None,
    "slip_current": None,
    "is_overdue": False,
    "days_overdue": None,
    "redated": 0,
}
NOT_COUNTED = dict.fromkeys(("due_soon", "overdue", "slipped_original", "slipped_current", "redated"))


def forget_later_dates(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    publications = apps.get_model("rounds", "Publication").objects.filter(imported=True)
    KEEPING.take_off(apps, editor)
    for publication in publications.select_related("round__plan"):
        day, period = publication.round.plan.as_at, publication.round.period
        known = day is not None and f"{day:%Y-%m}" == period
        figures = publication.figures | ({} if known else NOT_COUNTED)
        publication.figures = figures | {"file_day": day.isoformat() if day else None}
        publication.save(update_fields=["figures"])
        if not known:
            publication.standings.update(**NO_DATES)
    KEEPING.put_on(apps, editor)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rounds", "0004_what_was_known_then")]

    operations: ClassVar = [migrations.RunPython(forget_later_dates, migrations.RunPython.noop)]
