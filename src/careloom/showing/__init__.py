"""What came of it: told to everyone who gave something, and shown to everybody."""
