from django.urls import path

from followthrough.site.changes import views

urlpatterns = [
    path("plans/<slug:slug>/changes/", views.show_changes, name="changes"),
]
