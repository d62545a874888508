"""How this room forgets somebody."""

from careloom.conversations.services.forgetting import forget_voter as forget

__all__ = ["forget"]
