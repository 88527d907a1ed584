"""Labels of fees: what each is for, how far it has come, which litres it rests on, what is asked about it."""

from flask_babel import lazy_gettext as _l

from app.models.fee import FeePurpose, FeeState
from app.wording.enums import Labels
from fees.claims import AdvanceStanding, ClaimDoubt, ClaimProblem, VolumeBasis

LABELS_OF_FEE_DECISIONS: Labels = {
    FeePurpose: {
        FeePurpose.ADVANCE: _l("Forskudd"),
        FeePurpose.YEAR: _l("Gebyr"),
        FeePurpose.SETTLEMENT: _l("Etteroppgjør"),
        FeePurpose.OCCASION: _l("Gebyr for arrangement"),
    },
    FeeState: {
        FeeState.COMPUTED: _l("Beregnet"),
        FeeState.DECIDED: _l("Vedtatt"),
        FeeState.REPLACED: _l("Erstattet"),
    },
    VolumeBasis: {
        VolumeBasis.EXPECTED: _l("Forventet omsetning i året"),
        VolumeBasis.LAST_ACTUAL: _l("Faktisk omsetning året før"),
        VolumeBasis.ACTUAL: _l("Faktisk omsetning i året"),
    },
    AdvanceStanding: {
        AdvanceStanding.NONE: _l("Ikke fastsatt"),
        AdvanceStanding.WAITING: _l("Venter på vedtak"),
        AdvanceStanding.DECIDED: _l("Vedtatt"),
    },
    ClaimDoubt: {
        ClaimDoubt.NO_ADVANCE: _l(
            "Er gebyret for året ubetalt? Ingen har fastsatt forskudd for bevillingen, så etteroppgjøret er"
            " hele gebyret."
        ),
        ClaimDoubt.ADVANCE_LOWERED: _l(
            "Skal etteroppgjøret også settes lavere? Forskuddet ble satt lavere (alkoholforskriften § 6-2),"
            " og etteroppgjøret krever inn forskjellen."
        ),
    },
    ClaimProblem: {
        ClaimProblem.NO_STATEMENT: _l("Omsetningsoppgaven mangler"),
        ClaimProblem.NO_EXPECTED: _l("Forventet omsetning mangler"),
        ClaimProblem.NO_ACTUAL: _l("Faktisk omsetning mangler"),
        ClaimProblem.ADVANCE_NOT_DECIDED: _l("Forskuddet er ikke vedtatt"),
        ClaimProblem.GROUP_RATE_NOT_SET: _l("Sats mangler for en gruppe"),
        ClaimProblem.REDUCTION_NO_LONGER_LOWER: _l("Nedsettelsen er ikke lenger lavere"),
        ClaimProblem.NO_LONGER_DUE: _l("Gebyret skyldes ikke lenger"),
    },
}
