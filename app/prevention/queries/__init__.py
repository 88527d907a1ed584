"""What is asked of earmarks, spending, plans and yearly reports."""
