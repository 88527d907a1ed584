"""Those who ask the demo's municipalities for grants. All of them are invented, as their numbers are."""

from app.demo.numbers import account_number
from app.demo.prevention_desk import Applicant

PARENTS = Applicant(
    "FAU ved Bergstaden ungdomsskole (oppdiktet)", "Skoleveien 123", "7374", "Røros", account_number(0)
)
GRADUATES = Applicant(
    "Russestyret i Bergstaden (oppdiktet)", "Sundbakken 123", "7374", "Røros", account_number(1)
)
MOT_LEADERS = Applicant(
    "Bergstaden ungdomslag (oppdiktet)", "Sagveien 123", "7374", "Røros", account_number(2)
)
PUPILS = Applicant("Elevrådet i Bergstaden (oppdiktet)", "Sundbakken 124", "7374", "Røros", account_number(3))
QUIZ = Applicant("Kaffebaren på hjørnet (oppdiktet)", "Kjerkgata 223", "7374", "Røros")
FESTIVAL = Applicant("Rørosfest Ung (oppdiktet)", "Bergmannsgata 223", "7374", "Røros", account_number(4))
HUNTERS = Applicant("Vidda jaktlag (oppdiktet)", "Galåveien 123", "7374", "Røros", account_number(5))
SHOOTERS = Applicant("Brekka skytterlag (oppdiktet)", "Brekkveien 123", "7374", "Røros", account_number(6))
ALEN_PARENTS = Applicant("FAU i Ålen (oppdiktet)", "Bygdaveien 323", "7380", "Ålen", account_number(7))
HALTDALEN = Applicant(
    "Haltdalen bygdeungdom (oppdiktet)", "Gamle Haltdalsvei 123", "7383", "Haltdalen", account_number(8)
)
