"""The names of the trace entries of updates."""

POST_WRITTEN = "post.written"
POST_CHECKED = "post.checked"
POST_PUBLISHED = "post.published"
POST_CORRECTED = "post.corrected"
POST_WITHDRAWN = "post.withdrawn"
