"""The sentence of each refusal when a licence ends or changes hands."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

ENDINGS: Mapping[str, Text] = {
    "transfer_extended_already": _l(
        "Driften er forlenget én gang, til %(until)s, og kan ikke forlenges mer%(law)s. Uten ny bevilling må"
        " skjenkingen eller salget stanse da."
    ),
    "transfer_has_run_out": _l(
        "Retten til å drive videre på den gamle bevillingen gikk ut %(until)s, så det er ikke noe å forlenge"
        "%(law)s. Avgjør søknaden om ny bevilling."
    ),
    "transfer_extended_too_far": _l(
        "Driften kan forlenges til %(latest)s og ikke lenger%(law)s. Velg en tidligere dag."
    ),
    "transfer_not_extended": _l("Driften kan allerede gå til %(until)s%(law)s. Velg en senere dag."),
}
