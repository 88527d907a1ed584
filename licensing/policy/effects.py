"""What a rule does ("virkning"), one record for each family. Empty means that the text does not say."""

from dataclasses import dataclass
from enum import StrEnum

from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.matters import Matter
from licensing.policy.whens import FactTest
from licensing.tariffs import LowTurnoverStep, Tariff, flat


@dataclass(frozen=True)
class Relative:
    """Hours that follow a trip or a show: from so many minutes before one time to so many after another.

    Both times are answers in the case, by their codes.
    """

    begins: str
    before: int
    ends: str
    after: int


@dataclass(frozen=True)
class HoursEffect:
    """Hours in minutes of the service day. A rule may move only the beginning or only the end."""

    earliest: int | None = None
    latest: int | None = None
    closed: bool = False
    same_as_area: AreaKind | None = None
    """The hours that this area has ("som inne")."""
    same_as_rule: str = ""
    """The hours that another rule gives, by its code."""
    relative: Relative | None = None
    may_shorten: bool = False
    """Hours may be cut for a single place: something to weigh, which moves nothing by itself."""


class CapSpan(StrEnum):
    """Over what a cap counts ("hva som telles samtidig"): at once, a day, a year, a period, or not said."""

    AT_ONCE = "at_once"
    DAY = "day"
    YEAR = "year"
    PERIOD = "period"
    UNSPECIFIED = "unspecified"


class CapScope(StrEnum):
    """Where a cap counts: in each municipality, in the policy's all together, in a zone, at one venue."""

    MUNICIPALITY = "municipality"
    POLICY = "policy"
    ZONE = "zone"
    VENUE = "venue"


class Overflow(StrEnum):
    """What happens to an applicant over the cap; where the text is silent a refusal is proposed and asked
    about."""

    REFUSE = "refuse"
    DISCRETION = "discretion"
    WAITING_LIST = "waiting_list"
    LOTTERY = "lottery"
    BEST_CONCEPT = "best_concept"
    UNSPECIFIED = "unspecified"


class CapStated(StrEnum):
    """What the text says of a number: it gives one, says that there is none, or only that one may be set."""

    NUMBER = "number"
    NONE = "none"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class CapEffect:
    """A cap ("tak"): a number, or a percentage of all licences of a kind; what it counts, and what follows.

    A limit and a percentage of None is a cap the policy speaks of without giving a number.
    """

    limit: int | None = None
    percent: int | None = None
    """Whole per cent, rounded down, of `percent_of`."""
    percent_of: LicenceKind | None = None
    stated: CapStated = CapStated.NUMBER
    span: CapSpan = CapSpan.UNSPECIFIED
    scope: CapScope = CapScope.MUNICIPALITY
    counts: str = ""
    """What is counted, in the text's own words; empty means that it does not say."""
    exempt: tuple[VenueCategory, ...] = ()
    overflow: Overflow = Overflow.UNSPECIFIED
    transfer_keeps_seat: bool | None = None
    pending_reserves: bool | None = None
    may_exceed: str = ""
    """Who may go beyond it."""


class Allow(StrEnum):
    """Whether places of a sort get a licence: never, normally not, normally, or yes."""

    NEVER = "never"
    NORMALLY_NOT = "normally_not"
    NORMALLY = "normally"
    YES = "yes"


@dataclass(frozen=True)
class PlaceEffect:
    """Who can get a licence: an answer for places that match, a positive list, or a part of the place."""

    allow: Allow | None = None
    only_categories: tuple[VenueCategory, ...] = ()
    only_where: str = ""
    """The part of the place that may be licensed, in words ("avskjermet område")."""
    only_where_fact: str = ""
    """The answer that says whether what is asked for is such a part."""
    only_groups: tuple[Group, ...] = ()
    """The groups that such places may have."""


class Unmet(StrEnum):
    """What a demand that is not met leads to: a question, a refusal, less than was asked, or a judgement."""

    ASK = "ask"
    REFUSE = "refuse"
    PARTLY = "partly"
    CONSIDER = "consider"


@dataclass(frozen=True)
class ConditionEffect:
    """A condition ("vilkår") that a licence is given with; `before_use` must be met before it is used.

    With a test it is asked whether the applicant meets it; without one it is simply set.
    """

    text: str
    proof: str = ""
    due_days: int | None = None
    """How many days after the decision it is due."""
    before_use: bool = False
    standard: bool = True
    """Every such licence gets it; else it is offered to whoever proposes."""
    test: FactTest | None = None
    unmet: Unmet = Unmet.ASK
    question: str = ""
    """What is asked when it is not met."""


@dataclass(frozen=True)
class FactorEffect:
    """Something to weigh ("moment"); it never decides alone."""

    text: str
    prefer_categories: tuple[VenueCategory, ...] = ()
    prefer_zones: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventEffect:
    """What is asked of events ("enkelt anledning" and "ambulerende")."""

    notice_days: int | None = None
    """How many days before the event an application must be in."""
    most_days: int | None = None
    """How many days are one occasion."""
    principal_guests: int | None = None
    """From how many guests it is asked whether the case is one of principle."""
    responsible_age: int | None = None
    deputy_required: bool | None = None
    ask_statements: bool | None = None
    """Whether police and social service are asked about each event."""


@dataclass(frozen=True)
class DelegationEffect:
    """Who decides; an empty matter or outcome is for all of them."""

    mode: DelegationMode | None = None
    """Empty where the text only names people: then nothing is delegated by it."""
    body: str = ""
    matter: Matter | None = None
    outcome: DecisionOutcome | None = None
    prepares: str = ""
    proposes: str = ""
    complaint_first: str = ""
    principal_to: str = ""
    """Who decides cases of principle."""
    basis: str = ""
    """Where the delegation stands, when that is another text than the rule's document."""


@dataclass(frozen=True)
class StatementsEffect:
    """Who is heard beside police and social service, and what weight an answer has."""

    bodies: tuple[str, ...] = ()
    weight: str = ""


@dataclass(frozen=True)
class TurnoverEffect:
    """When the turnover statement ("omsetningsoppgave") is due: a day of the year, or days after an event."""

    due: str = ""
    """Month and day ("03-01")."""
    days_after: int | None = None


class RenewalMode(StrEnum):
    """How the general renewal is done ("fornyelse"). Law: alkoholloven § 1-6 third and fourth paragraph."""

    ALL_APPLY = "all_apply"
    NONE_APPLY = "none_apply"
    SOME_APPLY = "some_apply"
    NEW_TERMS = "new_terms"
    TOTAL_REVIEW = "total_review"
    SAME_TERMS = "same_terms"


@dataclass(frozen=True)
class RenewalEffect:
    """How licences are renewed, or given to a new owner."""

    mode: RenewalMode
    terms_by: str = ""
    """Who may set new terms."""


@dataclass(frozen=True)
class FeeEffect:
    """What the municipality takes for events, in øre, and the lower minimum it gives at low turnover.

    Law: alkoholforskriften § 6-2.
    """

    single_ore: int | None = None
    """The same amount for every single occasion; a tariff says it otherwise."""
    ambulatory_ore: int | None = None
    once_ore: int | None = None
    tariff: Tariff | None = None
    """What a single occasion costs where it is not one amount for all."""
    admin_ore: int | None = None
    """A charge for the handling beside the fee; the regulation has none."""
    missing_statement_ore: int | None = None
    """A charge where the turnover statement of an event has not come; the regulation has none."""
    low_turnover: tuple[LowTurnoverStep, ...] = ()

    @property
    def single(self) -> Tariff | None:
        """What a single occasion costs; None where the rule does not say."""
        if self.tariff is not None or self.single_ore is None:
            return self.tariff
        return flat(self.single_ore)

    @property
    def ambulatory(self) -> Tariff | None:
        """What an ambulatory use costs; None where the rule does not say."""
        return None if self.ambulatory_ore is None else flat(self.ambulatory_ore)
