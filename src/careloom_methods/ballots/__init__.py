"""Ballots: from marks on ballots to an order, a list in which nobody is left out, or a portfolio within money.

`Profile` is what is read; `count` counts it by a rule named in RULES; what decides is whole numbers or fractions.
"""

from careloom_methods.ballots.counting import RULES, Counted, count
from careloom_methods.ballots.profile import Ballot, Item, Profile
from careloom_methods.ballots.scores import jla, top_lists

__all__ = ["RULES", "Ballot", "Counted", "Item", "Profile", "count", "jla", "top_lists"]
