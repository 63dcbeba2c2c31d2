"""The parts of the library that are Python."""
