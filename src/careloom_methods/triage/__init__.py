"""Enough evidence or not, of each kind and in each nation, said so that anyone can check it."""

from careloom_methods.triage.judging import triage
from careloom_methods.triage.rules import DEFAULT, KINDS, STATES, TAPUPAS, checked
from careloom_methods.triage.sources import Source, is_sound, read
from careloom_methods.triage.states import state_of

__all__ = ["DEFAULT", "KINDS", "STATES", "TAPUPAS", "Source", "checked", "is_sound", "read", "state_of", "triage"]
