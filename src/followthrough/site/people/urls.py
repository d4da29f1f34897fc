from django.urls import path

from followthrough.site.people import views

urlpatterns = [
    path("account/", views.show_account, name="account"),
    path("people/", views.list_people, name="people"),
    path("people/add/", views.add_person, name="add_person"),
    path("people/<int:membership_id>/", views.change_person, name="person"),
    path("people/<int:membership_id>/password-link/", views.make_link, name="password_link"),
]
