"""What users read for the codes of tariffs and of the fees of events."""

from flask_babel import lazy_gettext as _l

from app.billing.queries.occasions import EventFeeState
from app.wording.enums import Labels
from fees.occasions import OccasionDoubt, OccasionNeed, OccasionPart
from licensing.tariffs import TariffFault, TariffMethod, TariffPer

LABELS_OF_TARIFFS: Labels = {
    TariffMethod: {
        TariffMethod.GUESTS: _l("Etter antall gjester"),
        TariffMethod.SHARE_OF_ORDINARY: _l("Andel av det ordinære gebyret, etter antall gjester"),
        TariffMethod.SHARE_OF_MINIMUM: _l("Andel av minstegebyret"),
        TariffMethod.FLAT: _l("Fast beløp"),
        TariffMethod.FIXED_AND_VOLUME: _l("Fast beløp og satsen for hver liter"),
        TariffMethod.REDUCED_MINIMUM: _l("Satsen for hver liter, med eget minstegebyr"),
        TariffMethod.VOLUME: _l("Satsen for hver liter, med det ordinære minstegebyret"),
    },
    TariffPer: {TariffPer.EVENT: _l("Arrangementet"), TariffPer.DAY: _l("Hver dag")},
    TariffFault: {
        TariffFault.STEPS_MISSING: _l("den mangler trinn"),
        TariffFault.STEP_WITHOUT_FIGURE: _l("et trinn mangler tallet sitt"),
        TariffFault.AMOUNT_MISSING: _l("den mangler beløp"),
        TariffFault.SHARE_MISSING: _l("den mangler andel"),
        TariffFault.SHARE_ABOVE_ALL: _l("andelen er ingenting, eller mer enn hele gebyret"),
        TariffFault.ADDITION: _l("den har et tall som måten ikke bruker"),
    },
    OccasionNeed: {
        OccasionNeed.GUESTS: _l("Antall gjester mangler"),
        OccasionNeed.STEP: _l("Taksten dekker ikke så mange gjester"),
        OccasionNeed.LITRES: _l("Fastsettes etter omsetningsoppgaven"),
        OccasionNeed.RATES: _l("Satsene for året mangler"),
    },
    OccasionDoubt: {
        OccasionDoubt.NO_VISIBLE_BASIS: _l("Uten synlig grunnlag"),
        OccasionDoubt.ABOVE_CAP: _l("Over forskriftens grense"),
        OccasionDoubt.RATES_UNKNOWN: _l("Satsene er ikke kjent"),
    },
    EventFeeState: {
        EventFeeState.WAITS: _l("Venter"),
        EventFeeState.READY: _l("Klar"),
        EventFeeState.TAKEN: _l("Tatt med"),
        EventFeeState.INVOICED: _l("Fakturert"),
    },
    OccasionPart: {
        OccasionPart.TARIFF: _l("Takst"),
        OccasionPart.ORDINARY: _l("Andel av det ordinære gebyret"),
        OccasionPart.MINIMUM: _l("Minstegebyr"),
        OccasionPart.VOLUME: _l("Mengde"),
        OccasionPart.ADMIN: _l("Behandling"),
        OccasionPart.MISSING_STATEMENT: _l("Manglende omsetningsoppgave"),
        OccasionPart.CAP: _l("Ned til forskriftens grense"),
    },
}
