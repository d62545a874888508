"""Background work with progress, leases, retries and schedules."""
