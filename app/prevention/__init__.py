"""Prevention: the action plan, its measures, the earmark and what it paid for, the yearly report."""
