"""Fair selection of people and sites: every quota holds, chances as equal as they allow, and a draw to check."""

from careloom_methods.lottery.command import lottery as run
from careloom_methods.lottery.dice import Dice
from careloom_methods.lottery.drawing import Lottery, draw, drawn_number, fair_lottery, record, uniform
from careloom_methods.lottery.explain import clashes, least_change, slack
from careloom_methods.lottery.later import Replacement, alternates, forced, replace_people
from careloom_methods.lottery.pool import Pool, Quota, read, read_quotas
from careloom_methods.lottery.rounding import Uniform
from careloom_methods.lottery.seating import Seating, most_pairs, seat

__all__ = [
    "Dice",
    "Lottery",
    "Pool",
    "Quota",
    "Replacement",
    "Seating",
    "Uniform",
    "alternates",
    "clashes",
    "draw",
    "drawn_number",
    "fair_lottery",
    "forced",
    "least_change",
    "most_pairs",
    "read",
    "read_quotas",
    "record",
    "replace_people",
    "run",
    "seat",
    "slack",
    "uniform",
]
