"""What the fee rules raise, beside what the licensing rules raise."""

from licensing.errors import MissingPremise


class RateNotSet(MissingPremise):
    """No rates are known for the year; they are added to `fees/rates.toml` with their regulation."""
