"""SQLite as a centre uses it."""
