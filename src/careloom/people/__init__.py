"""Persons, organisations, consent, access needs, equality data, accounts and roles."""
