"""Priorities: what comes first, who said so, and why."""
