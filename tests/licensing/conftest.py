"""What the tests of the law share: a marker that sets the property tests apart."""

import pytest
from hypothesis import settings

# A busy machine is no fault of the rules, so an example may take its time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "property: many generated examples; run apart from the fast suite")
