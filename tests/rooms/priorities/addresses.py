"""This room's addresses: who may open each, and which ones a browser opens."""

RULES: dict[str, str] = {}
FILLED: dict[str, str] = {}
