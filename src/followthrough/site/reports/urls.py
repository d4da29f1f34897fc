from django.urls import path

from followthrough.site.reports import views
from followthrough.site.rounds.urls_rounds import EDITION

urlpatterns = [
    path(f"{EDITION}paper.<str:form>", views.download_edition, name="edition_file"),
]
