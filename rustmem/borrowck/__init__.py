"""Control-flow graph to errors."""
