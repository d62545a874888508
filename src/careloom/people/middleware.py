"""Deny by default: a view opens only if it names a rule and the rule says yes."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from careloom.people import queries
from careloom.people.models import RoleGrant
from careloom.people.rules import RULES, STAFF, WITHOUT_ACCOUNT

Answer = Callable[[HttpRequest], HttpResponse]
# The sign-in library guards its own pages; these modules are the only ones let through without a rule of ours.
LIBRARY = ("allauth.account.", "allauth.mfa.")
LOOPBACK = {"127.0.0.1", "::1"}


class AccessMiddleware:
    """Asks the rule that a view names."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the request in."""
        name = getattr(view, "access_rule", "")
        if not name and view.__module__.startswith(LIBRARY):
            return None
        rule = RULES.get(name)
        user: Any = request.user
        if rule is None:
            raise PermissionDenied
        if not rule(user, kwargs):
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied
        if name not in WITHOUT_ACCOUNT and self._needs_second_factor(request, user):
            return HttpResponseRedirect(reverse("mfa_index"))
        return None

    def _needs_second_factor(self, request: HttpRequest, user: Any) -> bool:
        if settings.DEMO and request.META.get("REMOTE_ADDR") in LOOPBACK:
            return False
        from allauth.mfa.utils import is_mfa_enabled

        # Whoever reads what other people wrote shows twice who they are, as staff do.
        guarded: set[str] = {*STAFF, RoleGrant.Role.CODER}
        return queries.holds_role(user, guarded) and not is_mfa_enabled(user)
