"""Real runtimes, the same work in each language."""
