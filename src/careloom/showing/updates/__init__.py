"""Updates: posts, media items, the newsletter with call alerts, feeds and the public calendar."""
