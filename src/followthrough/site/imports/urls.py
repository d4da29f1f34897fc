from django.urls import path

from followthrough.site.imports import views

urlpatterns = [
    path("imports/", views.list_imports, name="imports"),
    path("imports/new/", views.import_plan, name="import_plan"),
    path("imports/<int:import_id>/", views.show_import, name="import"),
    path("imports/<int:import_id>/take-in/", views.take_in, name="take_in"),
    path("imports/<int:import_id>/leave/", views.leave, name="leave_import"),
    path("imports/<int:import_id>/undo/", views.undo_import, name="undo_import"),
]
