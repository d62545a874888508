"""What pages, feeds and other rooms read of updates."""
