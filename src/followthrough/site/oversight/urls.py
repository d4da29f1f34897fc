from django.urls import path

from followthrough.site.oversight import consenting, views

PLAN = "oversight/<int:consent_id>/"
PAPER = f"{PLAN}papers/<int:number>/"

urlpatterns = [
    path("oversight/", views.show_overseen_plans, name="overseen_plans"),
    path("oversight/plans.csv", views.download_overseen, name="download_overseen"),
    path(PLAN, views.show_overseen_plan, name="overseen_plan"),
    path(PAPER, views.show_overseen_paper, name="overseen_paper"),
    path(f"{PAPER}paper.<str:form>", views.download_overseen_file, name="overseen_file"),
    path("plans/<slug:slug>/reports/overseers/", consenting.choose_overseers, name="overseers"),
]
