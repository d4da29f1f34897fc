from django.urls import path

from followthrough.site.record_notes import views

PLAN = "plans/<slug:slug>/"

urlpatterns = [
    path(f"{PLAN}notes/", views.show_notes, name="notes"),
    path(f"{PLAN}notes/write/", views.write_note, name="write_plan_note"),
    path(f"{PLAN}actions/<int:number>/note/", views.write_note, name="write_note"),
]
