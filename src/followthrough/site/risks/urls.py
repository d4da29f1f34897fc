from django.urls import path

from followthrough.site.risks import views

urlpatterns = [
    path("plans/<slug:slug>/risks/", views.show_risks, name="risks"),
    path("plans/<slug:slug>/risks.csv", views.download_risks, name="download_risks"),
    path("plans/<slug:slug>/risks/add/", views.add_risk, name="add_risk"),
    path("plans/<slug:slug>/risks/<int:number>/", views.show_risk, name="risk"),
    path("plans/<slug:slug>/risks/<int:number>/edit/", views.edit_risk, name="edit_risk"),
    path("plans/<slug:slug>/risks/<int:number>/score/", views.assess_risk, name="assess_risk"),
    path("plans/<slug:slug>/risks/<int:number>/close/", views.close_risk, name="close_risk"),
    path("plans/<slug:slug>/actions/<int:number>/risk/", views.score_action_risk, name="score_action_risk"),
    path("risk-matrix/", views.change_risk_matrix, name="risk_matrix"),
]
