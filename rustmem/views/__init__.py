"""Runs to pictures."""
