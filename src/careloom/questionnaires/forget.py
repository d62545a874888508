"""How this room forgets somebody."""

from careloom.questionnaires.services.forgetting import forget_answers as forget

__all__ = ["forget"]
