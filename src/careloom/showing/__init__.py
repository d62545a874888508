"""What came of it: told back to everyone; newsletter, open data, public story pages."""
