"""Errors to text."""
