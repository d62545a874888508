"""The one form engine: versions, twins, channels, answers."""
