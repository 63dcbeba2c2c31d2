"""Plans: spaces and allocators under one policy."""
