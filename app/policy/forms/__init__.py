"""Forms that write a policy: its head, what stands beside the rules, and each kind of rule."""
