"""Some rules of a large town, as tests of cases meet them: main rules, a ban, a demand, a condition."""

from licensing.licences import LicenceKind, VenueCategory
from licensing.policy import (
    Allow,
    ConditionEffect,
    Document,
    FactKind,
    FactTest,
    LegalKind,
    PlaceEffect,
    Question,
    Rule,
    RuleKind,
    Strength,
    Unmet,
    When,
)

SERVING = When(kinds=(LicenceKind.SERVING,))
DOCUMENT = Document(
    code="R",
    kind=LegalKind.GUIDELINES,
    title="Retningslinjer for tildeling av salgs- og skjenkebevillinger 2024–2028",
    short="retningslinjene",
)
ISLAND = Question("mall_island", "Er stedet en øy i et kjøpesenter?")
KITCHEN = Question("kitchen_until", "Når stenger kjøkkenet?", FactKind.TIME)
ROOMS = Question("hotel_rooms", "Hvor mange rom har stedet?", FactKind.NUMBER, "rom")
STRIP = Question("strip", "Skal det være strippeshow?")
QUESTIONS = (ISLAND, KITCHEN, ROOMS, STRIP)

NO_ISLANDS = Rule(
    code="B-18",
    kind=RuleKind.PLACE,
    strength=Strength.DEFAULT,
    when=When(kinds=(LicenceKind.SERVING,), tests=(FactTest("mall_island", equals=True),)),
    place=PlaceEffect(allow=Allow.NORMALLY_NOT),
    words="Øyer i kjøpesentre får normalt ikke skjenkebevilling.",
    exception="Når det er en særlig grunn",
    exception_by="byrådet",
    document="R",
    paragraph="punkt 5",
)
NO_STRIP = Rule(
    code="B-15",
    kind=RuleKind.PLACE,
    strength=Strength.HARD,
    when=When(kinds=(LicenceKind.SERVING,), tests=(FactTest("strip", equals=True),)),
    place=PlaceEffect(allow=Allow.NEVER),
    words="Steder med strippeshow får ikke bevilling.",
    document="R",
    paragraph="punkt 4.1",
)
FULL_MENU = Rule(
    code="B-12",
    kind=RuleKind.CONDITION,
    strength=Strength.CONDITION,
    when=When(kinds=(LicenceKind.SERVING,), categories=(VenueCategory.EATING_PLACE,)),
    condition=ConditionEffect(
        text="Stedet skal servere fra hele menyen til kl. 22.00.",
        test=FactTest("kitchen_until", at_least=22 * 60),
        unmet=Unmet.ASK,
        question="Kan kjøkkenet holde åpent til kl. 22.00, eller er det et annet konsept?",
    ),
    document="R",
    paragraph="punkt 4.4",
)
HOTEL_ROOMS = Rule(
    code="B-11",
    kind=RuleKind.PLACE,
    strength=Strength.DEFAULT,
    when=When(
        kinds=(LicenceKind.SERVING,),
        categories=(VenueCategory.HOTEL,),
        tests=(FactTest("hotel_rooms", at_most=29),),
    ),
    place=PlaceEffect(allow=Allow.NORMALLY_NOT),
    document="R",
    paragraph="punkt 4.3",
)
FREE_WATER = Rule(
    code="B-21",
    kind=RuleKind.CONDITION,
    strength=Strength.CONDITION,
    when=SERVING,
    condition=ConditionEffect(
        text="Gjestene skal kunne hente gratis vann selv.", proof="bilde av vannpunktet", due_days=14
    ),
    document="R",
    paragraph="punkt 4.1",
)
RULES = (NO_ISLANDS, NO_STRIP, FULL_MENU, HOTEL_ROOMS, FREE_WATER)
FRAME = {"documents": (DOCUMENT,), "questions": QUESTIONS}
