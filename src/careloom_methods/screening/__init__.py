"""Finding the relevant records first, and saying honestly when reading may stop."""

from careloom_methods.screening.ranking import Ranking, due
from careloom_methods.screening.simulating import simulate
from careloom_methods.screening.stopping import fewer_than, is_enough, may_say, may_say_after, to_read

__all__ = ["Ranking", "due", "fewer_than", "is_enough", "may_say", "may_say_after", "simulate", "to_read"]
