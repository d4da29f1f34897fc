"""The pages on which a post gets another name, and on which two posts become one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.fields import line_field
from followthrough.site.register.models import Post
from followthrough.site.register.posts import merging
from followthrough.site.register.posts.doubles import likely_doubles

LONGEST_NAME = 200


class RenameForm(forms.Form):
    """What a post is called."""

    name = line_field("Name of the post", required="Enter a name.", max_length=LONGEST_NAME)


class MergeForm(forms.Form):
    """The post that another is merged into."""

    into = forms.ModelChoiceField(
        Post.objects.none(),
        label="Merge it into which post?",
        empty_label="Choose",
        error_messages={
            "required": "Choose the post that stays.",
            "invalid_choice": "Choose a post on the list.",
        },
    )

    def __init__(self, *args: object, post: Post, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        others = post.organisation.posts.exclude(pk=post.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


@require_safe
@requires(Permission.EDIT_PLANS)
def show_post_doubles(request: MemberRequest) -> HttpResponse:
    """Posts that are likely the same, each pair with a way to merge it."""
    pairs = likely_doubles(request.organisation.posts.all())
    return render(request, "register/post_doubles.html", {"pairs": pairs})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def rename_post(request: MemberRequest, post_id: int) -> HttpResponse:
    post = _post_or_404(request, post_id)
    form = RenameForm(request.POST if request.method == "POST" else None, initial={"name": post.name})
    if form.is_valid():
        try:
            merging.rename_post(post, name=form.cleaned_data["name"], by=request.user, at=clock.now())
        except merging.NameTakenError as taken:
            form.add_error("name", f"“{taken.other}” is known by this name. Merge the two posts instead.")
        else:
            messages.success(request, "The post has its new name.")
            return redirect("post", post.pk)
    return render(request, "register/rename_post.html", {"post": post, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def merge_posts(request: MemberRequest, post_id: int) -> HttpResponse:
    """Choose the post that stays, and merge this one into it."""
    post = _post_or_404(request, post_id)
    asked = request.POST if request.method == "POST" else None
    form = MergeForm(asked, post=post, initial={"into": request.GET.get("into")})
    if form.is_valid():
        into = form.cleaned_data["into"]
        merging.merge_posts(into, other=post, by=request.user, at=clock.now())
        messages.success(request, f"“{post}” is merged into “{into}”.")
        return redirect("post", into.pk)
    context = {
        "post": post,
        "form": form,
        "owned": post.ownerships.values("action").distinct().count(),
        "holders": post.holders.count(),
    }
    return render(request, "register/merge_posts.html", context)


def _post_or_404(request: MemberRequest, post_id: int) -> Post:
    return get_object_or_404(request.organisation.posts.select_related("organisation"), pk=post_id)
