"""Labels of spending, consultations and payouts."""

from flask_babel import lazy_gettext as _l

from app.letters.facts import LetterKind
from app.wording.enums import Labels
from fees.spending import (
    ConsultationForm,
    ConsultedView,
    GrantComplaintOutcome,
    PartState,
    PayoutKind,
    PayoutState,
    SpendingAct,
    SpendingKind,
    SpendingOrigin,
    SpendingState,
    TargetGroup,
)

LABELS_OF_SPENDING: Labels = {
    SpendingKind: {
        SpendingKind.INFORMATION_MEETING: _l("Informasjonsmøte"),
        SpendingKind.EVENT: _l("Arrangement"),
        SpendingKind.GRANT: _l("Tilskudd"),
    },
    SpendingOrigin: {
        SpendingOrigin.APPLICATION: _l("Søknad om tilskudd"),
        SpendingOrigin.OWN_INITIATIVE: _l("Eget tiltak"),
    },
    TargetGroup: {
        TargetGroup.PRIMARY_SCHOOL: _l("Grunnskole"),
        TargetGroup.UPPER_SECONDARY: _l("Videregående skole"),
        TargetGroup.YOUTH: _l("Ungdom utenfor skolen"),
        TargetGroup.PARENTS: _l("Foreldre og foresatte"),
        TargetGroup.YOUNG_ADULTS: _l("Unge voksne (18–25 år)"),
        TargetGroup.ADULTS: _l("Voksne"),
        TargetGroup.RELATIVES: _l("Pårørende"),
        TargetGroup.ASSOCIATIONS: _l("Idrettsledere, lag og foreninger"),
        TargetGroup.EVERYBODY: _l("Alle innbyggere"),
    },
    SpendingState: {
        SpendingState.PROPOSED: _l("Til samråd og avgjørelse"),
        SpendingState.GRANTED: _l("Innvilget"),
        SpendingState.PAID: _l("Utbetalt"),
        SpendingState.REPORTED: _l("Rapportert"),
        SpendingState.REFUSED: _l("Avslått"),
        SpendingState.RETRACTED: _l("Trukket"),
        SpendingState.LAPSED: _l("Bortfalt"),
    },
    SpendingAct: {
        SpendingAct.CHANGE: _l("Endre"),
        SpendingAct.CONSULT: _l("Registrer samråd"),
        SpendingAct.GRANT: _l("Innvilg"),
        SpendingAct.REFUSE: _l("Avslå"),
        SpendingAct.RETRACT: _l("Trekk"),
        SpendingAct.RELEASE: _l("Frigi tilsagn"),
        SpendingAct.REQUEST_PAYOUT: _l("Utbetalingsanmodning"),
        SpendingAct.RECORD_REPAYMENT: _l("Registrer tilbakebetaling"),
        SpendingAct.REPORT: _l("Registrer rapport"),
        SpendingAct.COMPLAIN: _l("Registrer klage"),
    },
    PartState: {
        PartState.PROPOSED: _l("Venter på svar"),
        PartState.RESERVED: _l("Tilsagn gitt"),
        PartState.DECLINED: _l("Avslått"),
        PartState.ENDED: _l("Avsluttet"),
    },
    PayoutKind: {
        PayoutKind.PAYOUT: _l("Utbetaling"),
        PayoutKind.REPAYMENT: _l("Tilbakebetaling"),
    },
    PayoutState: {
        PayoutState.ATTESTED: _l("Attestert"),
        PayoutState.APPROVED: _l("Anvist"),
        PayoutState.PAID: _l("Betalt"),
        PayoutState.CANCELLED: _l("Annullert"),
    },
    ConsultationForm: {
        ConsultationForm.MEETING: _l("Møte"),
        ConsultationForm.WRITTEN: _l("Skriftlig"),
    },
    ConsultedView: {
        ConsultedView.SUPPORTS: _l("Støtter tiltaket"),
        ConsultedView.REMARKS: _l("Har merknader"),
        ConsultedView.AGAINST: _l("Går imot"),
        ConsultedView.NO_ANSWER: _l("Har ikke svart"),
    },
    GrantComplaintOutcome: {
        GrantComplaintOutcome.REVERSED: _l("Omgjort av kommunen"),
        GrantComplaintOutcome.UPHELD_BY_BODY: _l("Stadfestet av klageorganet"),
        GrantComplaintOutcome.REPEALED_BY_BODY: _l("Opphevet av klageorganet"),
        GrantComplaintOutcome.DISMISSED: _l("Avvist"),
    },
    LetterKind: {
        LetterKind.SPENDING_GRANT: _l("Vedtak om tilskudd"),
        LetterKind.SPENDING_REFUSAL: _l("Avslag på søknad om tilskudd"),
        LetterKind.SHARE_CLAIM: _l("Krav om kommunens del"),
    },
}
