"""Projects in places, by delivery model, with what is known and how sure it is."""
