"""Cases: application, statements, assessment, proposal and decision."""
