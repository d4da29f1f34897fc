from django.urls import path

from followthrough.site.notices import views

urlpatterns = [
    path("letters/<int:letter_id>/", views.show_letter, name="letter"),
    path("letters/<int:letter_id>/send-again/", views.send_letter_again, name="send_letter_again"),
]
