"""What types can do."""
