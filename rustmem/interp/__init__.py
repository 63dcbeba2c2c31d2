"""Control-flow graph to a run."""
