"""This room's background work."""

from typing import Any

from careloom.jobs.registry import job
from careloom.jobs.services import progress
from careloom.listening.models import Codebook
from careloom.listening.queries.coding.report import report_data
from careloom.listening.services import coding


def _book(public_id: str) -> Codebook:
    return Codebook.objects.select_related("questionnaire").get(public_id=public_id)


def _saying(running: Any) -> Any:
    return lambda done, total, sentence: progress(running, done=done, total=total, sentence=sentence)


@job("listening.gather", long=True)
def gather(*, running: Any, codebook: str) -> Any:
    """Bring new answers to the coders: languages and order are found while people go on coding."""
    book = _book(codebook)
    found = coding.find_texts(codebook=book, say=_saying(running))
    return lambda: coding.gather_texts(codebook=book, by=running.by, found=found)


@job("listening.suggest", long=True)
def suggest(*, running: Any, codebook: str) -> Any:
    """Learn from the newest codings, and suggest for what comes next."""
    book = _book(codebook)
    found = coding.think_ahead(codebook=book, say=_saying(running))
    return lambda: coding.suggest_ahead(codebook=book, found=found)


@job("listening.report", long=True)
def report(*, running: Any, codebook: str) -> Any:
    """A draft report from the codings as they stand."""
    book = _book(codebook)
    data = report_data(book)
    return lambda: coding.make_report(codebook=book, by=running.by, data=data)


@job("listening.watch", every=300)
def watch(*, running: Any) -> None:
    """Withdrawn answers and withdrawn consent: rows go, reports are made anew, the thread says so."""
    coding.withdraw_quotes_without_consent()
    for book in Codebook.objects.select_related("questionnaire"):
        if coding.forget_withdrawn(codebook=book):
            coding.renew_reports(codebook=book)
