"""Prints a line."""

print("Hello, world!")
