"""Names to definitions."""
