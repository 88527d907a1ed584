"""The 9 shops of Røros that sell beer, and Vinmonopolet. Kinds and areas are real, the rest is invented."""

from app.demo.outlets import BREWERY, FARM, SPECIAL, Outlet, shop
from licensing.licences import Extension, LicenceKind

BEER, CIDER = (Extension.PRODUCTION,), (Extension.FARM_SALE,)
SALE = (
    shop("Bergmannsgata Mat", "Bergmannsgata 171", "7374", "Bergmannsgata Mat AS"),
    shop("Osloveien Dagligvare", "Osloveien 165", "7374", "Osloveien Dagligvare AS"),
    shop("Havsjøveien Matmarked", "Havsjøveien 143", "7374", "Havsjøveien Matmarked AS"),
    shop("Gjøsvika Dagligvare", "Gjøsvikvegen 122", "7374", "Gjøsvika Handel AS"),
    shop("Stasjonsbyen Matsenter", "Johan Falkbergets vei 133", "7374", "Stasjonsbyen Matsenter AS"),
    shop("Landhandelen i Brekken", "Brekkenveien 1188", "7370", "Brekken Samvirke"),
    shop("Landhandelen på Glåmos", "Glåmosveien 880", "7372", "Glåmos Landhandel AS", by_case=True),
    shop(
        "Hyttelva Bryggeriutsalg",
        "Hyttelvveien 113",
        "7374",
        "Hyttelva Bryggeri AS",
        BREWERY,
        extensions=BEER,
    ),
    shop("Galåsen Siderutsalg", "Galåsveien 862", "7374", "Nordre Galåsen Gård DA", FARM, extensions=CIDER),
)
# The municipality licenses the state's shop too, for groups 2 and 3; it needs no manager of its own.
STATE_SHOP = Outlet(
    "Vinmonopolet, Røros",
    SPECIAL,
    "Osloveien 140",
    "7374",
    "Vinmonopolet (demo)",
    "2,3",
    ("Butikken",),
    ordinary="10:00-18:00",
    weekend="10:00-16:00",
    kind=LicenceKind.SALE,
    has_people=False,
)
SHOPS = (*SALE, STATE_SHOP)
