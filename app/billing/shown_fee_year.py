"""How a year is billed, as a page tells it."""

from flask_babel import gettext as _

from app import formats, labels
from app.billing.fields import bank_account
from app.billing.kid import MOD10, MOD11
from app.models.fee_year import FeeYear
from app.wording.enums_of_fees import MODEL_TEXTS
from fees.fee_years import model_of

Facts = list[tuple[str, str | None]]


def model_name(fee_year: FeeYear) -> str:
    """The named model, or that the municipality has a mix of its own."""
    model = model_of(fee_year.billing)
    return _("Egen kombinasjon") if model is None else labels.label(model)


def model_text(fee_year: FeeYear) -> str:
    """What the model means; empty for a mix of one's own, whose settings say it."""
    model = model_of(fee_year.billing)
    return "" if model is None else str(MODEL_TEXTS[model])


def billing_facts(fee_year: FeeYear) -> Facts:
    """The four settings, and what a fee is made by."""
    return [
        (_("Modell"), model_name(fee_year)),
        (_("Gebyret regnes av"), labels.label(fee_year.basis)),
        (_("Etteroppgjør"), labels.label(fee_year.settles)),
        (_("Gebyret kreves"), labels.label(fee_year.billed)),
        (_("Terminer"), str(fee_year.instalments)),
        (_("Avrunding"), labels.label(fee_year.rounding)),
        (_("Ett gebyr per bevillingshaver og sted"), _yes_or_no(fee_year.one_fee_per_place)),
    ]


def statement_facts(fee_year: FeeYear) -> Facts:
    """What is asked of turnover statements."""
    return [
        (_("Bekreftelse fra revisor eller regnskapsfører"), _yes_or_no(fee_year.attested)),
        (_("Spør når tallene avviker mer enn"), f"{fee_year.question_percent} %"),
    ]


def money_facts(fee_year: FeeYear) -> Facts:
    """How the fee is invoiced and paid."""
    methods = {MOD10: _("Modulus 10"), MOD11: _("Modulus 11")}
    method = methods.get(fee_year.kid_method)
    kid = (
        _("%(method)s, %(length)s sifre", method=method, length=str(fee_year.kid_length))
        if method
        else _("Økonomisystemet lager KID")
    )
    account = bank_account(fee_year.bank_account) if fee_year.bank_account else None
    return [
        (_("Betalingsfrist"), _("%(days)s dager", days=str(fee_year.payment_days))),
        (_("Hvem purrer på betaling?"), labels.label(fee_year.reminds_of_money)),
        (_("Vi lager fakturaene selv"), _yes_or_no(fee_year.own_invoices)),
        (_("KID"), kid),
        (_("Kontonummer"), account),
    ]


def dimension_facts(fee_year: FeeYear) -> Facts:
    """The accounting dimensions that are set."""
    return [(name, str(value)) for name, value in sorted(fee_year.dimensions.items())]


def cost_facts(fee_year: FeeYear) -> Facts:
    """What handling and inspections cost."""
    return [
        (_("Saksbehandling"), _kroner(fee_year.handling_cost_ore)),
        (_("Kontroll"), _kroner(fee_year.control_cost_ore)),
    ]


def _yes_or_no(answer: bool) -> str:
    return _("Ja") if answer else _("Nei")


def _kroner(ore: int | None) -> str | None:
    return None if ore is None else _("%(amount)s kr", amount=formats.amount(ore))
