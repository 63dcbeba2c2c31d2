"""`python -m rustmem`."""

from rustmem.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
