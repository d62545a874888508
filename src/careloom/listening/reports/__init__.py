"""A theme report drawn: rows for the page, Word and PDF."""
