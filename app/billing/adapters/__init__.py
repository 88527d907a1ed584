"""Files in and out of the fees: invoice basis, EHF, status files, the bank's notices of payment."""
