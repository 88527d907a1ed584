"""Billing ("gebyr"): turnover statements, fees, invoice basis, payments, settlement and the ledger."""
