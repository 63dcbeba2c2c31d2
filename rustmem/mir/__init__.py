"""Typed tree to control-flow graph."""
