"""Who may open the fees of events, and who may take them among the fees."""

from app.permissions import Role

SEES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
HANDLES = frozenset({Role.CASEWORKER, Role.FINANCE})

ROUTES_OF_OCCASIONS: dict[str, frozenset[str]] = {
    "billing.list_occasions": SEES,
    "billing.take_occasions": HANDLES,
    "billing.export_occasions": SEES,
}
