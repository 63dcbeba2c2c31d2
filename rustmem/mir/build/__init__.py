"""The construction of MIR from the typed tree."""
