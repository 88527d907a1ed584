"""Letters ("brev"): what was written, in which version, to whom, and how it went out and arrived."""
