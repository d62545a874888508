"""How the sign-in library behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are opened by the centre for people it knows, never by a stranger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False
