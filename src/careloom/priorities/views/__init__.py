"""Pages of this room: seeing, voting, scoring, preparing, deciding, the work programme."""
