"""The alcohol policy in force: caps with a counter, hours, criteria."""
