"""What definitions say."""
