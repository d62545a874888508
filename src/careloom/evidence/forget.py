"""How this room forgets somebody."""

from careloom.evidence.services.pool import forget_member as forget

__all__ = ["forget"]
