from django.urls import path

from followthrough.site.reports import views
from followthrough.site.rounds.period_in_address import ROUND
from followthrough.site.rounds.urls_rounds import EDITION

urlpatterns = [
    path("plans/<slug:slug>/reports/", views.show_reports, name="reports"),
    path("plans/<slug:slug>/reports/words/", views.write_paper_texts, name="paper_texts"),
    path("papers/", views.choose_house_style, name="house_style"),
    path(f"{ROUND}reports/headline/", views.word_headline, name="word_headline"),
    path(f"{ROUND}reports/<slug:kind>.<str:form>", views.download_report, name="report_file"),
    path(f"{EDITION}paper.<str:form>", views.download_edition, name="edition_file"),
]
