"""A letter of an organisation: what it says, what became of it, and sending it again."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from followthrough.site import clock
from followthrough.site.notices.operations import CannotSendError, send_again
from followthrough.site.notices.queries import letters_of
from followthrough.site.people.permissions import MemberRequest, Permission, requires


@require_safe
@requires(Permission.RUN_ROUNDS)
def show_letter(request: MemberRequest, letter_id: int) -> HttpResponse:
    letter = get_object_or_404(letters_of(request.organisation), pk=letter_id)
    context = {"letter": letter, "mail_is_set_up": settings.MAIL_IS_SET_UP}
    return render(request, "notices/letter.html", context)


@require_POST
@requires(Permission.RUN_ROUNDS)
def send_letter_again(request: MemberRequest, letter_id: int) -> HttpResponse:
    letter = get_object_or_404(letters_of(request.organisation), pk=letter_id)
    try:
        send_again(letter, by=request.user, at=clock.now())
    except CannotSendError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The letter goes out now. Come back to see what became of it.")
    return redirect("letter", letter.pk)
