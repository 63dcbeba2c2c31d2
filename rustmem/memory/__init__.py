"""The same run under other managers."""
