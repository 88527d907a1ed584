"""Who may open invoice basis, the ledger and the account of a licence."""

from app.permissions import Role

SEES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
HANDLES = frozenset({Role.CASEWORKER, Role.FINANCE})
APPROVES = frozenset({Role.DECIDER, Role.FINANCE})

# The batch and the licence that these are about are those of the payments.
ROUTES_OF_BATCHES: dict[str, frozenset[str]] = {
    "billing.list_batches": SEES,
    "billing.begin_batch": HANDLES,
    "billing.show_batch": SEES,
    "billing.list_left_out": SEES,
    "billing.approve_batch": APPROVES,
    "billing.discard_batch": HANDLES,
    "billing.reverse_batch": APPROVES,
    "billing.write_batch": SEES,
    "billing.list_entries": SEES,
    "billing.export_entries": SEES,
    "billing.show_account": SEES,
    "billing.export_batches": SEES,
    "billing.export_batch": SEES,
}
A_FORMAT = "csv"
