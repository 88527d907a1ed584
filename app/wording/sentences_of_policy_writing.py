"""The sentence of each refusal when a draft of a policy is written."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

POLICY_WRITING: Mapping[str, Text] = {
    "policy_rule_in_use": _l(
        "Regel %(name)s kan ikke tas bort, for disse reglene har samme tid som den: %(rules)s. Endre dem"
        " først."
    ),
    "policy_part_in_use": _l(
        "«%(name)s» kan ikke tas bort, for den er brukt i %(rules)s. Endre reglene først."
    ),
    "policy_point_gone": _l("Punktet gjelder ikke lenger. Se kontrollen på nytt."),
}
