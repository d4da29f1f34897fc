from django.urls import path

from followthrough.site.history import views

urlpatterns = [
    path("history/", views.show_history, name="history"),
    path("history/history.csv", views.download_history, name="download_history"),
]
