"""`python -m rustmem`."""

import gc
import os
import sys

gc.set_threshold(200_000, 20, 100)  # most commands end before a collection would pay: a tenth of a cold check

from rustmem import launch  # noqa: E402


def run() -> None:
    """Runs one command and ends the process at once: taking apart all that a check has made would be a tenth of it."""
    wanting = launch.start(next(iter(sys.argv[1:]), ""))
    from rustmem.cli import main

    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    if wanting and not sys.dont_write_bytecode:
        launch.make()
    os._exit(code)


if __name__ == "__main__":
    run()
