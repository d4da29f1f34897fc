from django.urls import path

from followthrough.site.public import feeds, views

PLAN = "public/<slug:body>/<slug:slug>/"
PAPER = f"{PLAN}papers/<int:number>/"

urlpatterns = [
    path("public/", views.show_plans, name="public_plans"),
    path("public/<slug:body>/", views.show_plans, name="public_body"),
    path(PLAN, views.show_plan, name="public_plan"),
    path(f"{PLAN}actions/", views.show_actions, name="public_actions"),
    path(f"{PLAN}actions/<slug:key>/", views.show_action, name="public_action"),
    path(PAPER, views.show_paper, name="public_paper"),
    path(f"{PAPER}paper.<str:form>", views.download_file, name="public_file"),
    path(f"{PLAN}open-data/actions.<str:form>", views.download_data, name="public_data"),
    path(f"{PLAN}feed.atom", feeds.show_feed, name="public_feed"),
]
