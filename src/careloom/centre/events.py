"""What this room writes on the trace."""

CENTRE_LOADED = "centre.loaded"
TOPICS_IMPORTED = "topics.imported"
FIGURES_IMPORTED = "figures.imported"
RULES_IMPORTED = "rules.imported"
