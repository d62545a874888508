"""How this room forgets somebody."""

from careloom.showing.services.forgetting import forget_reader as forget

__all__ = ["forget"]
