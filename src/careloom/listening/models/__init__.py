"""Targets, outreach, waiting lists and requests for paper."""

from careloom.listening.models.outreach import Outreach
from careloom.listening.models.targets import Target
from careloom.listening.models.waiting import PaperRequest, Waiting

__all__ = ["Outreach", "PaperRequest", "Target", "Waiting"]
