"""How this room forgets somebody."""

from careloom.listening.services.forgetting import forget_texts as forget

__all__ = ["forget"]
