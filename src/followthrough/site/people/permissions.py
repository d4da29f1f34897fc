"""Lets a view ask for a permission, and gives it the organisation it works in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from followthrough.site.access.unsent import ask_to_sign_in
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import PERMISSIONS, Permission, Role

__all__ = ["MemberRequest", "Permission", "membership_of", "permissions_of", "requires", "sees_work"]


class MemberRequest(HttpRequest):
    """A request that `requires` has let through.

    `counted` is what waits for its user at places of the navigation, by their views, where a view counted it.
    """

    user: User
    membership: Membership
    organisation: Organisation
    counted: dict[str, int]


MemberView = Callable[Concatenate[MemberRequest, ...], HttpResponseBase]


def membership_of(request: HttpRequest) -> Membership | None:
    """The membership that the signed-in account works under; a person of several works in the first."""
    if not request.user.is_authenticated:
        return None
    # Asked by the guard of a view and again by the frame around its page.
    if not hasattr(request, "membership"):
        memberships = Membership.objects.select_related("organisation").filter(user=request.user)
        vars(request)["membership"] = memberships.order_by("pk").first()
    found: Membership | None = vars(request)["membership"]
    return found


def permissions_of(membership: Membership | None) -> frozenset[Permission]:
    """What the membership allows: nothing without one."""
    return PERMISSIONS[Role(membership.role)] if membership else frozenset()


def sees_work(request: MemberRequest) -> bool:
    """Whether the reader sees work in hand, and not only what was published."""
    return Permission.READ_WORK in permissions_of(request.membership)


def requires(
    permission: Permission, *, published: str = ""
) -> Callable[[MemberView], Callable[..., HttpResponseBase]]:
    """Lets a view be seen with the permission only, and sets `request.organisation`.

    Somebody who is not signed in goes to the sign-in page and comes back; a role without the permission
    gets a 403 page with a sentence. `published` names the page, of the same arguments, to which somebody
    goes who may read what was published alone. What belongs to another organisation is the view's to answer
    with 404.
    """

    def guard(view: MemberView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            if published and only_reads_what_is_published(request):
                return redirect_to_published(request, published, *args, **kwargs)
            let_through(request, permission)
            answer = view(request, *args, **kwargs)  # type: ignore[arg-type]  # let_through made it one
            # Neither a proxy nor the next person at the machine is shown it again unasked.
            patch_cache_control(answer, private=True, no_cache=True)
            return answer

        return guarded

    return guard


def redirect_to_published(request: HttpRequest, page: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """To the page of what was published, with what was asked of the list."""
    asked = request.GET.urlencode()
    return redirect(f"{reverse(page, args=args, kwargs=kwargs)}{'?' if asked else ''}{asked}")


def only_reads_what_is_published(request: HttpRequest) -> bool:
    may = permissions_of(membership_of(request))
    return Permission.READ_PLANS in may and Permission.READ_WORK not in may


def let_through(request: HttpRequest, permission: Permission) -> None:
    membership = membership_of(request)
    if membership is None:
        raise PermissionDenied("Your account belongs to no organisation. Ask an administrator to add you.")
    if permission not in permissions_of(membership):
        role = membership.description
        what_it_may = f"{role.may[0].lower()}{role.may[1:]}"
        raise PermissionDenied(
            f"Your role, {role.name.lower()}, {what_it_may} Ask your administrator if you need to do more."
        )
    request.organisation = membership.organisation  # type: ignore[attr-defined]
