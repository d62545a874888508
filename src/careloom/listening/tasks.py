"""This room's background work."""

from typing import Any

from careloom.jobs.registry import job
from careloom.jobs.services import progress
from careloom.listening.models import Codebook, Text
from careloom.listening.services import coding


def _book(public_id: str) -> Codebook:
    return Codebook.objects.select_related("questionnaire").get(public_id=public_id)


def _saying(running: Any) -> Any:
    return lambda done, total, sentence: progress(running, done=done, total=total, sentence=sentence)


def find(*, running: Any, codebook: str) -> Any:
    """New answers, their languages and their order, while people go on coding."""
    return coding.find_texts(codebook=_book(codebook), say=_saying(running))


@job("listening.gather", first=find)
def gather(*, running: Any, codebook: str, found: Any) -> None:
    """Bring new answers to the coders."""
    coding.gather_texts(codebook=_book(codebook), by=running.by, found=found)


def think(*, running: Any, codebook: str) -> list[Text]:
    """Learn from the newest codings."""
    return coding.think_ahead(codebook=_book(codebook), say=_saying(running))


@job("listening.suggest", first=think)
def suggest(*, running: Any, codebook: str, found: list[Text]) -> None:
    """Suggestions for what comes next."""
    coding.suggest_ahead(codebook=_book(codebook), found=found)


@job("listening.report")
def report(*, running: Any, codebook: str) -> None:
    """A draft report from the codings as they stand."""
    coding.make_report(codebook=_book(codebook), by=running.by)


@job("listening.watch", every=300)
def watch(*, running: Any) -> None:
    """Withdrawn answers and withdrawn consent: rows go, reports are made anew, the thread says so."""
    coding.withdraw_quotes_without_consent()
    for book in Codebook.objects.select_related("questionnaire"):
        if coding.forget_withdrawn(codebook=book):
            coding.renew_reports(codebook=book)
