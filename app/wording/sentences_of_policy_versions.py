"""The sentence of each refusal when versions of a policy are begun, written and put in force."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

POLICY_VERSIONS: Mapping[str, Text] = {
    "policy_is_no_draft": _l(
        "«%(name)s» er ikke et utkast lenger og kan ikke endres. Lag en ny utgave hvis noe skal være"
        " annerledes."
    ),
    "policy_belongs_to_others": _l(
        "Retningslinjene gjelder også for %(municipalities)s, og du har ikke rett til dette der. Be noen som"
        " har det, eller lag en utgave bare for egen kommune."
    ),
    "policy_not_begun_together": _l(
        "Du kan ikke skrive retningslinjer for alle kommunene som har disse sammen. Lag utgaven bare for"
        " egen kommune."
    ),
    "policy_ends_before_it_begins": _l(
        "Siste dag, %(last_day)s, er før første dag, %(first_day)s. Rett datoene."
    ),
    "policy_begins_too_early": _l(
        "«%(name)s» har vært i kraft siden %(first_day)s. Den nye utgaven må gjelde fra en senere dag."
    ),
    "policy_has_faults": _l(
        "Retningslinjene kan ikke settes i kraft ennå. Kontrollen fant feil som må rettes i teksten"
        " først%(law)s: %(count)s i alt."
    ),
    "policy_points_unanswered": _l(
        "Retningslinjene kan ikke settes i kraft ennå. Punkter fra kontrollen står uten svar%(law)s:"
        " %(count)s i alt. Svar på dem, eller rett teksten."
    ),
}
