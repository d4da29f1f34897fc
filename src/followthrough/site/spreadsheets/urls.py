from django.urls import path

from followthrough.site.spreadsheets import views

urlpatterns = [
    path(
        "spreadsheets/<int:spreadsheet_id>/progress/",
        views.show_spreadsheet_progress,
        name="spreadsheet_progress",
    ),
]
