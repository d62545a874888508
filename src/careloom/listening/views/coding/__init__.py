"""Pages of coding, one module a task."""
