"""The pages about posts: which own what, and who holds them from when to when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.models import Post, PostHolder
from followthrough.site.register.posts.forms import AppointForm, EndHoldingForm
from followthrough.site.register.posts.holding import appoint, end_holding
from followthrough.site.register.posts.queries import holders_of_post, owned_by_post, posts_under

POSTS_A_PAGE = ACTIONS_A_PAGE = 50


@require_safe
@requires(Permission.EDIT_PLANS)
def show_posts(request: MemberRequest) -> HttpResponse:
    words, only_vacant = request.GET.get("q", "").strip(), request.GET.get("only") == "vacant"
    posts = posts_under(request.organisation, words=words, only_vacant=only_vacant, day=clock.today())
    page = Paginator(posts, POSTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "only_vacant": only_vacant,
        "total": request.organisation.posts.count(),
        "today": clock.today(),
    }
    return render(request, "register/posts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def show_post(request: MemberRequest, post_id: int) -> HttpResponse:
    """A post with its holders; sent, its form says who holds it."""
    post = get_object_or_404(_posts(request), pk=post_id)
    form = AppointForm(request.POST if request.method == "POST" else None, post=post, day=clock.today())
    if form.is_valid():
        from_on = form.cleaned_data["from_on"]
        appoint(post, user=form.user, from_on=from_on, by=request.user, at=clock.now())
        messages.success(request, f"{form.user} holds the post from {from_on:%-d %B %Y}.")
        return redirect("post", post.pk)
    context = {
        "post": post,
        "form": form,
        "holders": holders_of_post(post),
        "aliases": post.aliases.all(),
        "page": Paginator(owned_by_post(post), ACTIONS_A_PAGE).get_page(request.GET.get("page")),
        "today": clock.today(),
    }
    return render(request, "register/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def end_post_holding(request: MemberRequest, holder_id: int) -> HttpResponse:
    holders = PostHolder.objects.filter(post__organisation=request.organisation)
    holder = get_object_or_404(holders.select_related("post", "user"), pk=holder_id)
    form = EndHoldingForm(request.POST if request.method == "POST" else None, holder=holder)
    if form.is_valid():
        to_on = form.cleaned_data["to_on"]
        end_holding(holder, to_on=to_on, by=request.user, at=clock.now())
        messages.success(request, f"{holder.user} holds the post until {to_on:%-d %B %Y}.")
        return redirect("post", holder.post_id)
    return render(request, "register/end_holding.html", {"holder": holder, "form": form})


def _posts(request: MemberRequest) -> QuerySet[Post]:
    return request.organisation.posts.select_related("organisation")
