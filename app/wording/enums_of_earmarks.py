"""Labels of earmarks, their years, and what is spent of them."""

from flask_babel import lazy_gettext as _l

from app.models.earmark import YearActKind
from app.wording.enums import Labels
from fees.earmark import (
    EarmarkBasis,
    EarmarkExtent,
    EarmarkFilling,
    EarmarkQuestion,
    EarmarkSharing,
    Fund,
    Leftover,
)
from fees.ledger import Account, EntryKind

LABELS_OF_EARMARKS: Labels = {
    EarmarkBasis: {
        EarmarkBasis.COUNCIL: _l("Øremerket av kommunestyret"),
        EarmarkBasis.LAW: _l("Lov"),
        EarmarkBasis.REGULATION: _l("Forskrift"),
        EarmarkBasis.AGREEMENT: _l("Avtale"),
        EarmarkBasis.OUTSIDE_GIVER: _l("Giver utenfor kommunen"),
    },
    EarmarkExtent: {
        EarmarkExtent.AMOUNT: _l("Et beløp i året"),
        EarmarkExtent.SHARE: _l("En andel av gebyrene"),
        EarmarkExtent.ALL: _l("Alle gebyrene"),
    },
    EarmarkSharing: {
        EarmarkSharing.EACH: _l("Beløpet gjelder hver kommune"),
        EarmarkSharing.TOGETHER: _l("Beløpet er felles og deles"),
        EarmarkSharing.NOT_DECIDED: _l("Ikke avgjort i vedtaket"),
    },
    Leftover: {
        Leftover.CARRIED_OVER: _l("Overføres til neste år"),
        Leftover.RETURNED: _l("Inndras til fri disposisjon"),
        Leftover.NOT_DECIDED: _l("Ikke avgjort i vedtaket"),
    },
    EarmarkQuestion: {
        EarmarkQuestion.EACH_OR_TOGETHER: _l(
            "Gjelder beløpet hver kommune, eller kommunene sammen? Vedtaket sier det ikke. Til det er"
            " avgjort,"
            " deles beløpet etter fordelingen."
        ),
        EarmarkQuestion.CARRIED_OVER: _l(
            "Skal det som er ubrukt, overføres til neste år eller inndras? Vedtaket sier det ikke. Til det er"
            " avgjort, spør systemet ved hver årsslutt."
        ),
    },
    EarmarkFilling: {
        EarmarkFilling.BUDGET: _l("Fra 1. januar, som budsjett"),
        EarmarkFilling.PAYMENTS: _l("Etter hvert som gebyrene blir betalt"),
    },
    Fund: {
        Fund.FREE: _l("Disposisjonsfond"),
        Fund.BOUND: _l("Bundet driftsfond"),
    },
    YearActKind: {
        YearActKind.ADJUSTED: _l("Beløpet endret"),
        YearActKind.CLOSED: _l("Året avsluttet"),
        YearActKind.REOPENED: _l("Året åpnet igjen"),
    },
    Account: {
        Account.EARMARK_BUDGET: _l("Øremerket budsjett"),
        Account.EARMARK_CARRIED_IN: _l("Øremerket, overført fra året før"),
        Account.EARMARK_CARRIED_OUT: _l("Øremerket, overført til neste år"),
        Account.EARMARK_LEFT: _l("Øremerket, ubrukt"),
        Account.EARMARK_RESERVED: _l("Øremerket, tilsagn"),
        Account.EARMARK_SPENT: _l("Øremerket, forbruk"),
        Account.EARMARK_RETURNED: _l("Øremerket, inndratt"),
    },
    EntryKind: {
        EntryKind.ALLOTMENT: _l("Stilt til disposisjon"),
        EntryKind.CARRYING: _l("Overføring mellom år"),
        EntryKind.RESERVATION: _l("Tilsagn"),
        EntryKind.RELEASE: _l("Tilsagn falt bort"),
        EntryKind.SPENDING: _l("Forbruk"),
        EntryKind.REPAYMENT: _l("Tilbakebetaling"),
        EntryKind.HANDING_BACK: _l("Inndratt til fri disposisjon"),
    },
}
