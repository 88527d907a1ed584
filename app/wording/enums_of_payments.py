"""Labels of payments, of the files that tell of them, and of what an EHF must hold to."""

from flask_babel import lazy_gettext as _l

from app.billing.adapters.camt054 import Unbooked
from app.billing.adapters.ehf_checks import EhfRule
from app.billing.adapters.status_file import StatusColumn
from app.billing.ehf_batch import NotMade
from app.billing.matching import FileNews
from app.billing.standing import PaidState
from app.models.invoice import PaymentDoubt, PaymentFileKind
from app.wording.enums import Labels

LABELS_OF_PAYMENTS: Labels = {
    PaymentDoubt: {
        PaymentDoubt.NONE: _l("Stemmer"),
        PaymentDoubt.PART: _l("Delbetalt"),
        PaymentDoubt.OVER: _l("Betalt for mye"),
        PaymentDoubt.UNKNOWN_REFERENCE: _l("Ukjent referanse"),
        PaymentDoubt.WENT_DOWN: _l("Mindre betalt enn før"),
    },
    PaymentFileKind: {
        PaymentFileKind.STATUS: _l("Status fra økonomisystemet"),
        PaymentFileKind.CAMT054: _l("Innbetalinger fra banken (camt.054)"),
    },
    PaidState: {
        PaidState.CREDIT: _l("Til gode"),
        PaidState.CREDITED: _l("Kreditert"),
        PaidState.PAID: _l("Betalt"),
        PaidState.OVERPAID: _l("Betalt for mye"),
        PaidState.WAITING: _l("Ikke forfalt"),
        PaidState.UNKNOWN: _l("Ikke kjent"),
        PaidState.OVERDUE: _l("Forfalt"),
    },
    FileNews: {
        FileNews.PAYMENT: _l("Innbetaling"),
        FileNews.NOTHING: _l("Ingen ny innbetaling"),
        FileNews.OLDER: _l("Eldre enn det som er kjent"),
        FileNews.READ_BEFORE: _l("Lest før"),
        FileNews.NOT_BOOKED: _l("Bokføres ikke"),
    },
    Unbooked: {
        Unbooked.BOOKED: _l("Bokført"),
        Unbooked.DEBIT: _l("Penger ut av kontoen"),
        Unbooked.REVERSAL: _l("Tilbakeført av banken"),
        Unbooked.PENDING: _l("Ikke bokført i banken ennå"),
        Unbooked.CURRENCY: _l("Annen valuta enn kroner"),
    },
    NotMade: {
        NotMade.NO_NUMBER: _l(
            "Mottakeren har ikke organisasjonsnummer. Send fakturaen på papir eller som PDF."
        ),
        NotMade.BROKEN: _l("Fakturaen oppfyller ikke reglene for EHF."),
        NotMade.OFFICIAL: _l("Fakturaen oppfyller ikke de offisielle reglene for EHF."),
    },
    StatusColumn: {
        StatusColumn.REFERENCE: _l("Referansen fra fakturagrunnlaget"),
        StatusColumn.INVOICE_NUMBER: _l("Fakturanummeret i økonomisystemet"),
        StatusColumn.KID: _l("KID"),
        StatusColumn.SENT_ON: _l("Dagen fakturaen ble sendt"),
        StatusColumn.PAID: _l("Beløpet som er betalt i alt"),
        StatusColumn.PAID_ON: _l("Dagen det sist ble betalt"),
        StatusColumn.REMINDER_STAGE: _l("Purretrinn, fra 0 til 9"),
        StatusColumn.TOLD_ON: _l("Dagen statusen gjelder"),
    },
    EhfRule: {
        EhfRule.BR_O_01: _l("Det må stå nøyaktig én avgiftsoppsummering med kategori O."),
        EhfRule.BR_O_02: _l(
            "Verken avsender eller mottaker kan stå med mva-nummer når en linje er uten avgift."
        ),
        EhfRule.BR_O_03: _l(
            "Verken avsender eller mottaker kan stå med mva-nummer når et fradrag er uten avgift."
        ),
        EhfRule.BR_O_04: _l(
            "Verken avsender eller mottaker kan stå med mva-nummer når et tillegg er uten avgift."
        ),
        EhfRule.BR_O_05: _l("En linje utenfor avgiftsloven kan ikke ha avgiftssats."),
        EhfRule.BR_O_06: _l("Et fradrag utenfor avgiftsloven kan ikke ha avgiftssats."),
        EhfRule.BR_O_07: _l("Et tillegg utenfor avgiftsloven kan ikke ha avgiftssats."),
        EhfRule.BR_O_08: _l("Avgiftsgrunnlaget må være summen av linjene."),
        EhfRule.BR_O_09: _l("Avgiften må være 0."),
        EhfRule.BR_O_10: _l("Det må stå hvorfor det ikke er avgift."),
        EhfRule.BR_O_11: _l("Det kan ikke stå andre avgiftskategorier i samme faktura."),
        EhfRule.BR_O_12: _l("Alle linjer må ha kategori O."),
        EhfRule.BR_O_13: _l("Alle fradrag må ha kategori O."),
        EhfRule.BR_O_14: _l("Alle tillegg må ha kategori O."),
        EhfRule.R003: _l("Mottakerens referanse mangler."),
        EhfRule.R010: _l("Mottakerens elektroniske adresse mangler."),
        EhfRule.R020: _l("Kommunens elektroniske adresse mangler. Legg inn organisasjonsnummeret."),
        EhfRule.R041: _l("Et organisasjonsnummer har feil kontrollsiffer. Rett det hos bevillingshaveren."),
        EhfRule.R120: _l("Beløpet på en linje er ikke antall ganger pris."),
        EhfRule.BR_27: _l("En pris kan ikke være under 0."),
        EhfRule.BR_61: _l("Kontonummeret mangler. Legg det inn i oppsettet av gebyråret."),
        EhfRule.BR_CO_10: _l("Summen av linjene stemmer ikke."),
        EhfRule.BR_CO_13: _l("Beløpet uten avgift stemmer ikke med linjene."),
        EhfRule.BR_CO_14: _l("Summen av avgift stemmer ikke."),
        EhfRule.BR_CO_15: _l("Beløpet med avgift stemmer ikke."),
        EhfRule.BR_CO_16: _l("Beløpet å betale stemmer ikke."),
        EhfRule.BR_CO_25: _l("Forfallsdagen mangler."),
    },
}
