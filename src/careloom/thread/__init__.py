"""What happened and because of what: the trace, decisions, the sealed ledger."""
