"""The edition a person chose, and a bound on what they can send."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

EDITIONS = ("standard", "easy")
Answer = Callable[[HttpRequest], HttpResponse]


class EditionMiddleware:
    """Sets `request.edition` from the cookie; refuses a body over the limit before reading it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("edition", "")
        request.edition = chosen if chosen in EDITIONS else "standard"  # type: ignore[attr-defined]
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.UPLOAD_LIMIT:
            from careloom.ui.pages import show

            return show(request, "413", status=413)
        return self.answer(request)
