"""The names of this room's trace entries."""

JOB_CANCELLED = "job.cancelled"
JOB_TRIED_AGAIN = "job.tried_again"
