from django.urls import path

from followthrough.site.rounds.leavers import access_review
from followthrough.site.rounds.leavers import views as views_leavers
from followthrough.site.rounds.overview import views as views_overview
from followthrough.site.rounds.period_in_address import ROUND
from followthrough.site.rounds.responding import respond
from followthrough.site.rounds.returns import views as views_returns
from followthrough.site.rounds.returns import views_approvals, views_spreadsheet

RETURN = f"{ROUND}returns/<int:number>/"
SPREADSHEETS = f"{ROUND}control/spreadsheets/"

urlpatterns = [
    path("plans/<slug:slug>/", views_overview.show_plan, name="plan"),
    path("plans/<slug:slug>/figures/", views_overview.show_plan_figures, name="plan_figures"),
    path("my-actions/", views_returns.show_my_actions, name="my_actions"),
    path(RETURN, views_returns.answer_return, name="answer_return"),
    path(f"{RETURN}reading/", views_returns.read_answer, name="read_answer"),
    path(f"{RETURN}send-back/", views_approvals.send_return_back, name="send_return_back"),
    path("plans/<slug:slug>/actions/<int:number>/response/", respond, name="respond"),
    path("approvals/", views_approvals.show_approvals, name="approvals"),
    path("approvals/approve/", views_approvals.approve_returns, name="approve_returns"),
    path("people/access/", access_review.show_access, name="access"),
    path("people/access/access.csv", access_review.download_access, name="download_access"),
    path("my-actions/delegations/", views_leavers.show_delegations, name="delegations"),
    path(
        "my-actions/delegations/<int:delegation_id>/end/",
        views_leavers.stop_delegation,
        name="stop_delegation",
    ),
    path("my-actions/spreadsheet/", views_spreadsheet.answer_by_spreadsheet, name="answer_by_spreadsheet"),
    path("my-actions/spreadsheet/file/", views_spreadsheet.download_return, name="download_return"),
    path(
        "my-actions/spreadsheet/<int:spreadsheet_id>/",
        views_spreadsheet.read_spreadsheet,
        name="read_spreadsheet",
    ),
    path("my-actions/spreadsheet/send/", views_spreadsheet.send_spreadsheet, name="send_spreadsheet"),
    path(SPREADSHEETS, views_spreadsheet.show_round_spreadsheets, name="round_spreadsheets"),
    path(
        f"{SPREADSHEETS}<int:post_id>/",
        views_spreadsheet.download_post_spreadsheet,
        name="download_post_spreadsheet",
    ),
    path(
        f"{SPREADSHEETS}all/", views_spreadsheet.download_all_spreadsheets, name="download_all_spreadsheets"
    ),
    path(
        f"{SPREADSHEETS}read/<int:spreadsheet_id>/",
        views_spreadsheet.read_round_spreadsheet,
        name="read_round_spreadsheet",
    ),
    path(f"{SPREADSHEETS}send/", views_spreadsheet.send_round_spreadsheet, name="send_round_spreadsheet"),
]
