"""The library, as Rust."""
