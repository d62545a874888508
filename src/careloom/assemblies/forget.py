"""How this room forgets somebody."""

from careloom.assemblies.services.forgetting import forget_member as forget

__all__ = ["forget"]
