"""Journeys are made by the same people, in the same two municipalities, as the tests of pages."""

from tests.app.conftest import client_as, filling, world

__all__ = ["client_as", "filling", "world"]
