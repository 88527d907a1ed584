"""What is read about cases: one case, lists of cases, and the facts that rules ask for."""
