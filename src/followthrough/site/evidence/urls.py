from django.urls import path

from followthrough.site.evidence import views, views_deciding

ACTION = "plans/<slug:slug>/actions/<int:number>"

urlpatterns = [
    path(f"{ACTION}/evidence/offer/", views.offer_evidence, name="offer_evidence"),
    path(f"{ACTION}/evidence/needed/", views.say_needed_evidence, name="needed_evidence"),
    path(f"{ACTION}/evidence/<int:evidence_id>/file/", views.download_evidence, name="evidence_file"),
    path(f"{ACTION}/evidence/<int:evidence_id>/delete/", views.delete_file, name="delete_evidence_file"),
    path(f"{ACTION}/evidence/<int:evidence_id>/withdraw/", views.withdraw_evidence, name="withdraw_evidence"),
    path(f"{ACTION}/evidence/<int:evidence_id>/measure/", views.assign_evidence, name="assign_evidence"),
    path(f"{ACTION}/evidence/<int:evidence_id>/keeping/", views.set_keeping, name="evidence_keeping"),
    path(f"{ACTION}/finished/", views.claim_finished, name="claim_finished"),
    path("to-verify/", views_deciding.list_to_verify, name="to_verify"),
    path(f"{ACTION}/verify/", views_deciding.verify_action, name="verify_action"),
    path(f"{ACTION}/close/", views_deciding.close_action, name="close_action"),
    path("plans/<slug:slug>/close/", views_deciding.close_several, name="close_several"),
    path(f"{ACTION}/reopen/", views_deciding.reopen_action, name="reopen_action"),
    path(f"{ACTION}/embedding/", views_deciding.check_embedding, name="check_embedding"),
]
