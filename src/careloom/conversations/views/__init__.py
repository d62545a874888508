"""Pages of this room: taking part, seeing what was found, preparing."""
