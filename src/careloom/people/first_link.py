"""A link that signs in once, within half an hour: for whoever opens a centre, before any mail can be sent."""

from django.core import signing

from careloom.people.models import Account

SALT = "first-sign-in"
SECONDS = 30 * 60


def _stamp(account: Account) -> str:
    return account.last_login.isoformat() if account.last_login else ""


def token_for(account: Account) -> str:
    """Holds until it is used, until the account signs in some other way, or for half an hour."""
    return signing.dumps([account.pk, _stamp(account)], salt=SALT)


def account_of(token: str) -> Account | None:
    """Whose link this is; None for one that is used, old, or not ours."""
    try:
        pk, stamp = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    account = Account.objects.filter(pk=pk, is_active=True).first()
    return account if account and _stamp(account) == stamp else None
