from django.urls import path

from followthrough.site.editions import views

PAPERS = "plans/<slug:slug>/reports/papers/"
PAPER = f"{PAPERS}<int:number>/"

urlpatterns = [
    path(PAPERS, views.show_papers, name="papers"),
    path(f"{PAPERS}draft/", views.draft_paper, name="draft_paper"),
    path("plans/<slug:slug>/reports/public-page/", views.set_public_page, name="public_page_settings"),
    path(PAPER, views.show_paper, name="paper"),
    path(f"{PAPER}progress/", views.show_progress, name="paper_progress"),
    path(f"{PAPER}paper.<str:form>", views.download_paper, name="paper_file"),
    path(f"{PAPER}make-again/", views.make_paper_again, name="make_paper_again"),
    path(f"{PAPER}review/", views.review_paper, name="review_paper"),
    path(f"{PAPER}publish/", views.publish_paper, name="publish_paper"),
    path(f"{PAPER}withdraw/", views.withdraw_paper, name="withdraw_paper"),
    path(f"{PAPER}remove/", views.remove_paper, name="remove_paper"),
]
