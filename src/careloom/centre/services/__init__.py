"""Every change of the centre's own words."""

from careloom.centre.services.forgetting import forget_seats
from careloom.centre.services.loading import import_figures, import_rules, import_topics, keep, load_defaults
from careloom.centre.services.words import Refused, add_word, change_word, remove_word, state_of

__all__ = ["Refused", "add_word", "change_word", "forget_seats", "import_figures", "import_rules", "import_topics",
           "keep", "load_defaults", "remove_word", "state_of"]  # fmt: skip
