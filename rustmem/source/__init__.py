"""Text, positions, and diagnostics as data."""
