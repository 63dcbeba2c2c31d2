"""rustmem: how Rust manages memory, checked, run and drawn."""
