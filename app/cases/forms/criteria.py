"""The form for weighing one criterion."""

from flask_babel import lazy_gettext as _l

from app.cases.forms.conduct import Met
from app.fields import EnumRadio
from app.forms import VersionedForm, area_field

LONGEST_REASON = 2000


class CriterionForm(VersionedForm):
    """Whether a criterion is met, and why."""

    met = EnumRadio(_l("Er kriteriet oppfylt?"), Met, _l("Velg om kriteriet er oppfylt."))
    reason = area_field(_l("Begrunnelse"), _l("Skriv begrunnelsen."), longest=LONGEST_REASON)
