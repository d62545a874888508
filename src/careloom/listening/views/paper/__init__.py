"""Pages about paper."""
