"""How long our own forms take: noted from opening a form to sending it, without a name."""

import time

from django.core import signing
from django.db import transaction
from django.utils import timezone

from careloom.involvement.models import FormTime

SALT = "involvement.opened"
MOST = 7200  # seconds; who takes longer went away in between


def opened_now() -> str:
    """What a form carries, so that we know how long it was open."""
    return signing.dumps(int(time.time()), salt=SALT)


@transaction.atomic
def note_form_time(*, form: str, opened: str, about: str = "") -> int:
    """Note the seconds since `opened` for a form about a meeting, project or site; 0 where we cannot know them."""
    try:
        seconds = int(time.time()) - int(signing.loads(opened, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return 0
    if not 1 <= seconds <= MOST:
        return 0
    FormTime.objects.create(form=form, about=about, seconds=seconds, month=timezone.localdate().replace(day=1))
    return seconds


@transaction.atomic
def note_minutes(*, form: str, about: str, minutes: int) -> None:
    """Minutes that somebody says they took, for what no page of ours can time, such as reading a paper on paper."""
    seconds = min(MOST, max(1, minutes * 60))
    FormTime.objects.create(form=form, about=about, seconds=seconds, month=timezone.localdate().replace(day=1))
