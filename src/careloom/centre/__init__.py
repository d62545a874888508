"""The centre's own words: places, role groups, topics, delivery models, phases, objectives."""
