from django.urls import path

from followthrough.site.changes import views, views_asking, views_authority, views_deciding, views_log

urlpatterns = [
    path("plans/<slug:slug>/changes/", views.show_changes, name="changes"),
    path("plans/<slug:slug>/changes/agenda/", views_deciding.decide_agenda_of_plan, name="change_agenda"),
    path("plans/<slug:slug>/changes/rules/", views_authority.show_change_rules, name="change_rules"),
    path("plans/<slug:slug>/changes/log/", views_log.show_change_log, name="change_log"),
    path("plans/<slug:slug>/changes/log.csv", views_log.download_change_log, name="download_change_log"),
    path("plans/<slug:slug>/changes/as-at/", views_log.download_plan_as_at, name="plan_as_at"),
    path("plans/<slug:slug>/changes/slipped/", views_log.show_slipped, name="slipped"),
    path("plans/<slug:slug>/changes/new/", views_asking.ask_new_action, name="ask_new_action"),
    path("plans/<slug:slug>/changes/<int:number>/", views.show_change, name="change"),
    path(
        "plans/<slug:slug>/changes/<int:number>/decide/", views_deciding.decide_change, name="decide_change"
    ),
    path(
        "plans/<slug:slug>/changes/<int:number>/take-back/",
        views_asking.withdraw_change,
        name="withdraw_change",
    ),
    path("plans/<slug:slug>/actions/<int:number>/change/", views_asking.choose_change, name="choose_change"),
    path(
        "plans/<slug:slug>/actions/<int:number>/change/<slug:kind>/",
        views_asking.ask_change,
        name="ask_change",
    ),
]
