"""Tortures happen in the same two municipalities, to the same people, as the tests of pages."""

from tests.app.conftest import client_as, filling, world

__all__ = ["client_as", "filling", "world"]
