"""Keeps the words of a form that came back after its session had ended, until their writer has signed in.

They stand in the session of the browser that sent them, under the account that wrote them: whoever else
signs in there does not see them. Decision 100.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from followthrough.site import clock
from followthrough.site.access.slowing import account_known_alone, name_of_account

PLACE = "unsent"
MOST_LETTERS = 300_000
LEFT_OUT = {"csrfmiddlewaretoken"}
SECONDS_KEPT = 24 * 60 * 60


class Unsent(NamedTuple):
    """A form that was not taken: its address, its boxes in their order, and when it came."""

    path: str
    boxes: list[tuple[str, str]]
    at: datetime

    @property
    def written(self) -> list[str]:
        """What a person wrote in it: each text that is more than a word of the form's own."""
        return [words for _, words in self.boxes if " " in words.strip() or "\n" in words.strip()]


def ask_to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """To the sign-in page and back; what was sent is kept where it is known who wrote it."""
    if request.method == "POST" and keep_unsent(request):
        return redirect_to_login(reverse("unsent"))
    return redirect_to_login(request.get_full_path())


def keep_unsent(request: HttpRequest) -> bool:
    """Keeps what was sent, and says whether it did."""
    writer = getattr(request, "timed_out", "") or account_known_alone(request)
    # A return has its own keeping, by the name that stands in its page.
    if not writer or getattr(request, "words_are_kept", False):
        return False
    boxes = [[name, words] for name, all_ in request.POST.lists() if name not in LEFT_OUT for words in all_]
    if not boxes or sum(len(words) for _, words in boxes) > MOST_LETTERS:
        return False
    request.session[PLACE] = {
        "writer": writer,
        "path": request.get_full_path(),
        "boxes": boxes,
        "at": clock.now().isoformat(),
    }
    return True


def unsent_of(request: HttpRequest) -> Unsent | None:
    """What whoever is signed in had sent without a session."""
    unsent: dict[str, Any] = request.session.get(PLACE) or {}
    if not unsent or not request.user.is_authenticated:
        return None
    at = datetime.fromisoformat(unsent["at"])
    is_fresh = (clock.now() - at).total_seconds() < SECONDS_KEPT
    if not is_fresh or unsent["writer"] != name_of_account(request.user.email):
        return None
    return Unsent(unsent["path"], [(name, words) for name, words in unsent["boxes"]], at)


def address_after_sign_in(request: HttpRequest) -> str | None:
    """Where somebody goes who signs in with words that wait for them."""
    return reverse("unsent") if unsent_of(request) else None


def forget_when_sent(request: HttpRequest, answer: HttpResponse) -> None:
    """Does away with the words when they have been sent again."""
    unsent = request.session.get(PLACE)
    is_sent = request.method == "POST" and request.user.is_authenticated and answer.status_code < 400
    if unsent and is_sent and request.get_full_path() == unsent["path"]:
        del request.session[PLACE]
