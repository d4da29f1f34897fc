from django.urls import path

from followthrough.site.rounds.control import views as views_rounds_control
from followthrough.site.rounds.control import views_forums, views_rounds, views_steps
from followthrough.site.rounds.figures import views as views_rounds_figures
from followthrough.site.rounds.invitations import views as views_invitations
from followthrough.site.rounds.leavers import views as views_leavers
from followthrough.site.rounds.letters import views as views_letters
from followthrough.site.rounds.letters import views_all as views_all_letters
from followthrough.site.rounds.period_in_address import ROUND
from followthrough.site.rounds.published import views as views_published

CONTROL = f"{ROUND}control/"
EDITION = f"{ROUND}editions/<int:edition>/"

PUBLISHED_PLAN = "published/plans/<slug:slug>/"

# What was published, for whoever reads no work in hand.
PUBLISHED = [
    path("published/", views_published.show_published_plans, name="published_plans"),
    path("published/rounds/", views_published.show_published_rounds, name="published_rounds"),
    path("published/search/", views_published.search_published, name="search_published"),
    path(PUBLISHED_PLAN, views_published.show_published_plan, name="published_plan"),
    path(
        f"{PUBLISHED_PLAN}actions/",
        views_published.show_published_actions,
        name="published_actions",
    ),
    path(
        f"{PUBLISHED_PLAN}actions/<int:number>/",
        views_published.show_published_action,
        name="published_action",
    ),
    path(
        f"{PUBLISHED_PLAN}rounds/",
        views_published.show_published_plan_rounds,
        name="published_plan_rounds",
    ),
    path(f"published/{ROUND}", views_published.show_published_round, name="published_round"),
]

urlpatterns = [
    path("letters/", views_all_letters.show_letters, name="letters"),
    path("people/<int:membership_id>/leave/", views_leavers.leave, name="leave"),
    path("posts/without-people/", views_invitations.show_vacant_posts, name="vacant_posts"),
    path(
        "posts/without-people/<int:spreadsheet_id>/",
        views_invitations.read_list_of_posts,
        name="read_list_of_posts",
    ),
    path("posts/without-people/invite/", views_invitations.invite_people, name="invite_people"),
    path("people/not-signed-in/", views_invitations.show_invitations, name="invitations"),
    path("people/not-signed-in/<int:membership_id>/", views_invitations.invite_again, name="invite_again"),
    *PUBLISHED,
    path("rounds/", views_rounds.show_rounds, name="rounds"),
    path("rounds/calendar/", views_forums.show_forums, name="forums"),
    path("rounds/calendar/add/", views_forums.add_forum, name="add_forum"),
    path("rounds/calendar/<int:forum_id>/", views_forums.change_forum, name="change_forum"),
    path("rounds/calendar/<int:forum_id>/remove/", views_forums.remove_forum, name="remove_forum"),
    path("plans/<slug:slug>/rounds/", views_rounds.show_plan_rounds, name="plan_rounds"),
    path("plans/<slug:slug>/rounds/make/", views_rounds.make_rounds, name="make_rounds"),
    path(ROUND, views_rounds_figures.show_round, name="round"),
    path(f"{ROUND}actions/", views_rounds_figures.show_round_actions, name="round_actions"),
    path(EDITION, views_rounds_figures.show_edition, name="edition"),
    path(f"{EDITION}actions/", views_rounds_figures.show_edition_actions, name="edition_actions"),
    path(CONTROL, views_rounds_control.control_round, name="control_round"),
    path(f"{CONTROL}returns/", views_rounds_control.show_round_returns, name="round_returns"),
    path(f"{CONTROL}open/", views_steps.open_round, name="open_round"),
    path(f"{CONTROL}days/", views_steps.change_round_days, name="change_round_days"),
    path(f"{CONTROL}forum/", views_steps.set_forum, name="set_forum"),
    path(f"{CONTROL}lock/", views_steps.lock_round, name="lock_round"),
    path(f"{CONTROL}publish/", views_steps.publish_round, name="publish_round"),
    path(f"{CONTROL}reopen/", views_steps.reopen_round, name="reopen_round"),
    path(f"{CONTROL}letters/", views_letters.show_round_letters, name="round_letters"),
    path(f"{CONTROL}letters/nudge/", views_letters.nudge_owners, name="nudge_owners"),
    path(f"{CONTROL}letters/pause/", views_letters.pause_letters, name="pause_letters"),
    path(f"{CONTROL}letters/resume/", views_letters.resume_letters, name="resume_letters"),
]
