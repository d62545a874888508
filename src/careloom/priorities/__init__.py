"""Topics in a round, criteria, ballots, the work programme."""
