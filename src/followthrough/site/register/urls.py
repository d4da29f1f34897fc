from django.urls import path

from followthrough.site.register import views

urlpatterns = [
    path("plans/", views.show_plans, name="plans"),
    path("plans/<slug:slug>/", views.show_plan, name="plan"),
    path("plans/<slug:slug>/actions/", views.show_actions, name="actions"),
    path("plans/<slug:slug>/actions/<int:number>/", views.show_action, name="action"),
    path("plans/<slug:slug>/checks/", views.show_checks, name="checks"),
    path("plans/<slug:slug>/about/", views.show_about, name="about_plan"),
    path("plans/<slug:slug>/plan.json", views.download_plan, name="download_plan"),
]
