"""Leaving out the search for circles of objects where thousands of rows are held at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no circles of objects while a chunk, or a list of a whole country, is worked on."""
    # It holds thousands of values until it is written, none of them in a circle. To look for circles among
    # them, and among everything else in memory, took as long as computing the fees.
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
