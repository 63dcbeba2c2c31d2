"""`python -m rustmem`."""

import gc

gc.set_threshold(50_000, 20, 100)  # most commands end before a collection would pay: a tenth of a cold check

from rustmem.cli import main  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(main())
