"""Calls for hosts: what was asked and what hosts promise."""
