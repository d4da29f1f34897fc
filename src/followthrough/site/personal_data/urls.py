from django.urls import path

from followthrough.site.personal_data import views

urlpatterns = [
    path("people/clearing/", views.change_clearing, name="clearing"),
    path("account/data/", views.show_my_data, name="my_data"),
    path("account/data/download/", views.download_my_data, name="download_my_data"),
    path("people/<int:membership_id>/data/", views.show_person_data, name="person_data"),
    path(
        "people/<int:membership_id>/data/download/", views.download_person_data, name="download_person_data"
    ),
]
