"""What pages and other rooms read of this room."""
