"""The policy as a text that a lawyer can read: read from YAML and written to it, the same both ways."""

from app.policy.form.errors import BadPolicy
from app.policy.form.reading import ReadPolicy, read_bytes, read_policy
from app.policy.form.writing import write_policy

__all__ = ["BadPolicy", "ReadPolicy", "read_bytes", "read_policy", "write_policy"]
