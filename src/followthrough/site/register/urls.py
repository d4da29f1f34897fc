from django.urls import path, register_converter

from followthrough.site.register import views, views_dependence, views_timeline
from followthrough.site.register.document.downloads import EndingConverter
from followthrough.site.register.editing import views as views_editing
from followthrough.site.register.editing import views_archive, views_order, views_plan, views_several
from followthrough.site.register.lists import views as views_lists
from followthrough.site.register.lists.downloads import ListEndingConverter
from followthrough.site.register.posts import views as views_posts
from followthrough.site.register.posts import views_merging

register_converter(EndingConverter, "ending")
register_converter(ListEndingConverter, "list_ending")

urlpatterns = [
    path("plans/", views.show_plans, name="plans"),
    path("new-plan/", views_plan.create_plan, name="create_plan"),
    path("posts/", views_posts.show_posts, name="posts"),
    path("posts/doubles/", views_merging.show_post_doubles, name="post_doubles"),
    path("posts/<int:post_id>/rename/", views_merging.rename_post, name="rename_post"),
    path("posts/<int:post_id>/merge/", views_merging.merge_posts, name="merge_posts"),
    path("posts/<int:post_id>/", views_posts.show_post, name="post"),
    path("posts/holders/<int:holder_id>/end/", views_posts.end_post_holding, name="end_holding"),
    path("search/", views_lists.search_plans, name="search_plans"),
    path("plans/<slug:slug>/actions/", views_lists.show_actions, name="actions"),
    path(
        "plans/<slug:slug>/actions.<list_ending:ending>",
        views_lists.download_actions,
        name="download_actions",
    ),
    path("plans/<slug:slug>/actions/views/", views_lists.save_view, name="save_view"),
    path(
        "plans/<slug:slug>/actions/views/<int:view_id>/remove/", views_lists.remove_view, name="remove_view"
    ),
    path("plans/<slug:slug>/actions/<int:number>/", views.show_action, name="action"),
    path("plans/<slug:slug>/timeline/", views_timeline.show_timeline, name="timeline"),
    path("plans/<slug:slug>/dependencies/", views_dependence.show_dependencies, name="dependencies"),
    path("plans/<slug:slug>/checks/", views.show_checks, name="checks"),
    path("plans/<slug:slug>/about/", views.show_about, name="about_plan"),
    path("plans/<slug:slug>/edit/", views_plan.edit_plan, name="edit_plan"),
    path("plans/<slug:slug>/edit/add/", views_editing.add_action, name="add_action"),
    path(
        "plans/<slug:slug>/actions/<int:number>/edit/<slug:part>/",
        views_editing.edit_action,
        name="edit_action",
    ),
    path(
        "plans/<slug:slug>/actions/<int:number>/archive/", views_archive.archive_action, name="archive_action"
    ),
    path("plans/<slug:slug>/archived/", views_archive.show_archived, name="archived"),
    path("plans/<slug:slug>/edit/several/", views_several.edit_actions, name="edit_actions"),
    path("plans/<slug:slug>/edit/themes/", views_order.edit_themes, name="edit_themes"),
    path("plans/<slug:slug>/actions/<int:number>/order/", views_order.order_action, name="order_action"),
    path("plans/<slug:slug>/edit/statuses/", views_plan.change_scheme, name="change_scheme"),
    path(
        "plans/<slug:slug>/edit/recommendations/",
        views_plan.change_recommendations,
        name="change_recommendations",
    ),
    path("plans/<slug:slug>/edit/settings/", views_plan.change_plan, name="change_plan"),
    path("plans/<slug:slug>/edit/approve/", views_plan.approve_plan, name="approve_plan"),
    path("plans/<slug:slug>/plan.<ending:ending>", views.download_plan, name="download_plan"),
]
