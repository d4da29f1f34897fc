from django.urls import path

from followthrough.site.imports import views, views_choosing
from followthrough.site.imports.next_version import views as next_version_views

urlpatterns = [
    path("imports/", views.list_imports, name="imports"),
    path("imports/new/", views.import_plan, name="import_plan"),
    path("imports/<int:import_id>/", views.show_import, name="import"),
    path("imports/<int:import_id>/progress/", views.show_progress, name="import_progress"),
    path("imports/<int:import_id>/problems/", views.show_problems, name="import_problems"),
    path("imports/<int:import_id>/left-over/", views.show_left_over, name="import_left_over"),
    path("imports/<int:import_id>/read-again/", views.read_again, name="read_again"),
    path("imports/<int:import_id>/tables/", views_choosing.choose_tables, name="import_tables"),
    path("imports/<int:import_id>/actions/<int:number>/", views_choosing.put_right, name="put_right"),
    path(
        "imports/<int:import_id>/columns/<int:number>/",
        views_choosing.put_column_right,
        name="put_column_right",
    ),
    path("imports/<int:import_id>/take-back/<int:number>/", views_choosing.take_back, name="take_back"),
    path("imports/<int:import_id>/take-in/", views.take_in, name="take_in"),
    path("imports/<int:import_id>/which-plan/", next_version_views.choose_plan, name="which_plan"),
    path("imports/<int:import_id>/next-version/", next_version_views.show_next_version, name="next_version"),
    path("imports/<int:import_id>/leave/", views.leave, name="leave_import"),
    path("imports/<int:import_id>/undo/", views.undo_import, name="undo_import"),
]
