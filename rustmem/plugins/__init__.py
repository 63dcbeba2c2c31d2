"""Pictures to pages."""
