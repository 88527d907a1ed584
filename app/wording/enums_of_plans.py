"""Labels of action plans, their measures and hearings."""

from flask_babel import lazy_gettext as _l

from app.models.hearing import HearingChannel
from app.wording.enums import Labels
from fees.measure_table import RepairKind
from fees.plans import (
    CostEstimate,
    Funding,
    GoalOrigin,
    InputVerdict,
    MeasureStatus,
    MeasureVerb,
    PlanState,
    YearOutcome,
)

LABELS_OF_PLANS: Labels = {
    PlanState: {
        PlanState.DRAFT: _l("Utkast"),
        PlanState.ON_HEARING: _l("På høring"),
        PlanState.ADOPTED: _l("Vedtatt"),
        PlanState.ENDED: _l("Avsluttet"),
        PlanState.DISCARDED: _l("Forkastet"),
    },
    MeasureVerb: {
        MeasureVerb.CONTINUE: _l("Videreføres"),
        MeasureVerb.EVALUATE: _l("Evalueres"),
        MeasureVerb.CARRY_OUT: _l("Gjennomføres"),
        MeasureVerb.REPEAT: _l("Gjentas"),
        MeasureVerb.REINTRODUCE: _l("Gjeninnføres"),
        MeasureVerb.START: _l("Startes"),
        MeasureVerb.ESTABLISH: _l("Etableres"),
        MeasureVerb.APPLY_FOR_FUNDS: _l("Søke midler"),
        MeasureVerb.GRANT_FUNDS: _l("Tildele midler"),
        MeasureVerb.MAP: _l("Kartlegge"),
        MeasureVerb.COMPLETE: _l("Fullføre"),
        MeasureVerb.STUDY: _l("Utrede"),
        MeasureVerb.PLAN: _l("Planlegge"),
        MeasureVerb.ADJUST: _l("Endre eller justere"),
        MeasureVerb.WIDEN: _l("Utvide"),
        MeasureVerb.COOPERATE: _l("Samarbeide"),
        MeasureVerb.CONTACT: _l("Ta kontakt"),
    },
    MeasureStatus: {
        MeasureStatus.NOT_BEGUN: _l("Ikke begynt"),
        MeasureStatus.UNDER_WAY: _l("I gang"),
        MeasureStatus.DONE: _l("Gjennomført"),
        MeasureStatus.NOT_DONE: _l("Ikke gjennomført"),
        MeasureStatus.RESTING: _l("Ligger nede"),
    },
    YearOutcome: {
        YearOutcome.PLANNED: _l("Planlagt"),
        YearOutcome.DONE: _l("Gjort"),
        YearOutcome.PARTLY: _l("Delvis gjort"),
        YearOutcome.NOT_DONE: _l("Ikke gjort"),
    },
    CostEstimate: {
        CostEstimate.ESTIMATED: _l("Anslått"),
        CostEstimate.NOT_ESTIMATED: _l("Ikke anslått"),
        CostEstimate.OWN_CASE: _l("Kommer i egen sak"),
        CostEstimate.WITHIN_FRAMES: _l("Innenfor gitte rammer"),
    },
    Funding: {
        Funding.BLOCK_GRANT: _l("Rammetilskudd"),
        Funding.STATE_GRANT: _l("Tilskudd fra staten"),
        Funding.OWN_BUDGET: _l("Eget budsjett"),
        Funding.FEES: _l("Bevillingsgebyr (øremerket)"),
        Funding.OTHER: _l("Annet"),
    },
    GoalOrigin: {
        GoalOrigin.NATIONAL: _l("Nasjonalt mål"),
        GoalOrigin.LOCAL: _l("Lokalt mål"),
    },
    RepairKind: {
        RepairKind.MENDED_TEXT: _l("Ord satt sammen"),
        RepairKind.JOINED_LINES: _l("Linjer satt sammen"),
        RepairKind.LEFT_OUT: _l("Tekst utenfor tabellen"),
        RepairKind.NO_HEADS: _l("Uten overskrifter"),
    },
    InputVerdict: {
        InputVerdict.FOLLOWED: _l("Fulgt"),
        InputVerdict.PARTLY: _l("Delvis fulgt"),
        InputVerdict.NOT_FOLLOWED: _l("Ikke fulgt"),
    },
    HearingChannel: {
        HearingChannel.PAGE: _l("Sendt på siden"),
        HearingChannel.KEYED: _l("Registrert av kommunen"),
    },
}
