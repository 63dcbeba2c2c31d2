"""What types are."""
