"""Labels of rates, fee years and computed fees."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Labels, Text
from fees.computation import FeeDoubt
from fees.fee_years import Basis, Billed, FeeModel, RemindsOfMoney, Settles
from fees.money import Rounding
from fees.rate_checks import RateDoubt
from fees.rates import RateState
from fees.typed import Unclear

LABELS_OF_FEES: Labels = {
    Rounding: {
        Rounding.ORE: _l("Hele øre"),
        Rounding.KRONE: _l("Hele kroner"),
    },
    Basis: {
        Basis.EXPECTED: _l("Forventet omsetning i gebyråret"),
        Basis.LAST_ACTUAL: _l("Faktisk omsetning året før"),
    },
    Settles: {
        Settles.NO: _l("Nei"),
        Settles.NETTED: _l("Ja, sammen med neste krav"),
        Settles.SEPARATE: _l("Ja, for seg"),
    },
    Billed: {
        Billed.ADVANCE: _l("På forskudd"),
        Billed.ARREARS: _l("Etterskuddsvis"),
    },
    FeeModel: {
        FeeModel.ADVANCE_AND_SETTLEMENT: _l("A. Forskudd og etteroppgjør"),
        FeeModel.ONE_STATEMENT: _l("B. Én årlig oppgave"),
        FeeModel.FIRST_YEAR_EXPECTED: _l("C. Forventet bare det første året"),
        FeeModel.ARREARS: _l("D. Etterskuddsvis"),
    },
    RemindsOfMoney: {
        RemindsOfMoney.ECONOMY_SYSTEM: _l("Økonomisystemet"),
        RemindsOfMoney.HERE: _l("Dette systemet"),
    },
    FeeDoubt: {
        FeeDoubt.PRODUCER_RIGHT: _l(
            "Har bevillingshaveren lov til å selge egne produkter av gruppe 2? Kommunen kan ellers ikke gi"
            " bevilling til salg av gruppe 2 (alkoholloven § 3-1b)."
        ),
        FeeDoubt.ABOVE_OWN_PRODUCE: _l(
            "Stemmer mengden? Av egne produkter i gruppe 2 kan det selges høyst 15 000 liter i året"
            " (alkoholloven § 1-7f)."
        ),
        FeeDoubt.WAIVED: _l(
            "Skal gebyret falle helt bort? Forskriften sier bare at det kan settes lavere (alkoholforskriften"
            " § 6-2)."
        ),
    },
    RateState: {
        RateState.ADOPTED: _l("Vedtatt, ikke i kraft"),
        RateState.IN_FORCE: _l("I kraft"),
        RateState.PAST: _l("Tidligere år"),
    },
    RateDoubt: {
        RateDoubt.JUMP: _l("Mer enn 20 % høyere enn året før"),
        RateDoubt.FALL: _l("Lavere enn året før"),
        RateDoubt.UNEVEN: _l("Ikke et rundt beløp"),
        RateDoubt.GONE: _l("Uten sats, selv om året før har en"),
        RateDoubt.OTHER_YEAR: _l("Forskriften er fra et annet år"),
    },
    Unclear: {
        Unclear.NEGATIVE: _l("Under null"),
        Unclear.AMBIGUOUS: _l("Kan leses på to måter"),
        Unclear.UNREADABLE: _l("Kan ikke leses"),
    },
}

# What each model is, beside its name.
MODEL_TEXTS: Mapping[FeeModel, Text] = {
    FeeModel.ADVANCE_AND_SETTLEMENT: _l(
        "Gebyret regnes av forventet omsetning. Forskjellen til det som ble solgt, tas med i neste krav."
    ),
    FeeModel.ONE_STATEMENT: _l(
        "Gebyret regnes av det som ble solgt året før, og det blir ikke noe etteroppgjør."
    ),
    FeeModel.FIRST_YEAR_EXPECTED: _l(
        "Et nytt sted regnes av forventet omsetning, de andre av det som ble solgt året før. Forskjellen til"
        " det som ble solgt, tas med i neste krav for alle."
    ),
    FeeModel.ARREARS: _l("Gebyret kreves etter at året er over, av det som ble solgt."),
}

# The figures of the rates, by their columns.
FIGURES: Mapping[str, Text] = {
    "sale_g1": _l("Salg, gruppe 1"),
    "sale_g2": _l("Salg, gruppe 2"),
    "serve_g1": _l("Skjenking, gruppe 1"),
    "serve_g2": _l("Skjenking, gruppe 2"),
    "serve_g3": _l("Skjenking, gruppe 3"),
    "min_sale": _l("Minstegebyr, salg"),
    "min_serve": _l("Minstegebyr, skjenking"),
    "ambulatory_max": _l("Høyeste gebyr for ambulerende bevilling"),
    "regulation": _l("Forskrift"),
}

# What a fee year is made of, as it stands inside a sentence.
FEE_YEAR_FIELDS: Mapping[str, Text] = {
    "basis": _l("hva gebyret regnes av"),
    "settles": _l("etteroppgjør"),
    "billed": _l("forskudd eller etterskudd"),
    "instalments": _l("terminer"),
    "rounding": _l("avrunding"),
    "one_fee_per_place": _l("ett gebyr per sted"),
    "attested": _l("krav om bekreftelse"),
    "question_percent": _l("grense for spørsmål"),
    "payment_days": _l("betalingsfrist"),
    "reminds_of_money": _l("hvem som purrer"),
    "dimensions": _l("konteringer"),
    "own_invoices": _l("egne fakturaer"),
    "kid_method": _l("KID"),
    "kid_length": _l("lengden på KID"),
    "bank_account": _l("kontonummer"),
    "handling_cost_ore": _l("kostnad til saksbehandling"),
    "control_cost_ore": _l("kostnad til kontroll"),
}
