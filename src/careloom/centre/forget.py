"""How this room forgets somebody."""

from careloom.centre.services.forgetting import forget_seats as forget

__all__ = ["forget"]
