"""What is done with earmarks, spending, plans and yearly reports."""
