"""The tables of updates. They belong to the room `showing`."""

from careloom.showing.updates.models.posts import Correction, Post

__all__ = ["Correction", "Post"]
