"""Bodies to types."""
