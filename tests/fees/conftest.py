"""What the tests of the fees share: a marker that sets the property tests apart."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "property: many generated examples; run apart from the fast suite")
