from datetime import date

from django.urls import path, register_converter

from followthrough.site.assurance import views, views_calendar


class DayConverter:
    """A day in an address: 2026-09-30."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

urlpatterns = [
    path("plans/<slug:slug>/assurance/", views.show_assurance, name="assurance"),
    path(
        "plans/<slug:slug>/actions/<int:number>/assurance/<day:day>/",
        views.record_occurrence,
        name="record_occurrence",
    ),
    path(
        "plans/<slug:slug>/actions/<int:number>/assurance/rhythm/",
        views.change_schedule,
        name="change_schedule",
    ),
    path("plans/<slug:slug>/actions/<int:number>/assurance/end/", views.end_assurance, name="end_assurance"),
    path("assurance/levels/", views.change_level_words, name="level_words"),
    path("calendar/", views_calendar.show_calendar, name="calendar"),
    path("calendar/<str:token>.ics", views_calendar.calendar_feed, name="calendar_feed"),
]
