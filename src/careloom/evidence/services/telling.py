"""Opening “Tell us what works”, the form in which small services say what they tried."""

from pathlib import Path

from django.db import transaction

from careloom import questionnaires
from careloom.evidence.queries.answers import SLUG
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import Questionnaire, Version

TWINS = [("standard", "en"), ("easy", "en"), ("standard", "cy")]


@transaction.atomic
def open_form(*, checkers: dict[str, str], sign_off: str, by: str) -> Version | None:
    """Open it to everyone in English, Easy Read and Welsh; None if it is there already.

    `checkers` names by language who read the words and found them right; `sign_off` the group that says the Easy Read
    works. Nothing is opened without them.
    """
    if Questionnaire.objects.filter(slug=SLUG).exists():
        return None
    folder = Path(str(questionnaires.__file__)).parent / "data"
    version = engine.make_from_files(folder=folder, name=SLUG, title="Tell us what works", twins=TWINS,
                                     checkers=checkers, sign_off=sign_off, by=by)  # fmt: skip
    engine.publish(version=version, by=by)
    return version
