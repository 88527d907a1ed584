"""What licence is wanted: kind and groups in one choice, and what is special about it only when it is."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import StopValidation

from app.cases.forms.kind_fields import KnownAnswer, LitresField, ShareField
from app.cases.service.kinds import LONGEST_OTHER_MUNICIPALITIES, KindEntry, kind_of
from app.cases.wanted import LicenceWanted
from app.fields import DateField, DayOfYearField, EnumCheckboxes, EnumSelect
from app.forms import BaseForm, text_field
from app.models.case import Application
from licensing.licences import Extension, LicenceType
from licensing.production import Production
from licensing.seasons import Season

# Farm sale is chosen by its groups, so it is no tick of its own.
TICKED = (Extension.PRODUCTION, Extension.IMPORT, Extension.SAME_ROOM)
ANSWERS = (
    "spirits_added",
    "at_the_place",
    "part_of_character",
    "shared_plant",
    "listed_product",
    "own_product",
    "right_to_produce",
    "small_room",
)


def _answer(label: Any) -> EnumSelect:
    return EnumSelect(label, KnownAnswer, default=KnownAnswer.UNKNOWN)


class KindFields(BaseForm):
    """What is asked besides when the licence is no ordinary one. Nothing ticked is an ordinary one."""

    seasonal = BooleanField(_l("Bare for en bestemt del av året"))
    season_from = DayOfYearField(_l("Fra og med"))
    season_to = DayOfYearField(_l("Til og med"))
    first_day = DateField(_l("Ønsket første dag"))
    extensions = EnumCheckboxes(_l("Utvidelser"), Extension, members=TICKED)
    spirits_added = _answer(_l("Er drikken tilsatt brennevin?"))
    at_the_place = _answer(_l("Produseres drikken på salgs- eller skjenkestedet?"))
    part_of_character = _answer(_l("Er produksjonen en del av stedets helhetlige preg og tilbud?"))
    shared_plant = _answer(_l("Deles anlegget med tilvirkning på statlig bevilling?"))
    listed_product = _answer(_l("Står produktet på listen under tolltariffens posisjon 22.06?"))
    sold_cl = LitresField(_l("Liter solgt i året"))
    own_inputs = ShareField(_l("Andel egenproduserte råvarer"))
    own_product = _answer(_l("Er all drikken i lokalet egenprodusert?"))
    right_to_produce = _answer(_l("Har søkeren rett til å tilvirke?"))
    small_room = _answer(_l("Er lokalet så lite at salg og skjenking ikke kan skilles?"))
    only_here = BooleanField(_l("Det skjenkes bare i denne kommunen"))
    other_municipalities = text_field(
        _l("Andre kommuner det skjenkes i"), longest=LONGEST_OTHER_MUNICIPALITIES
    )

    def validate_season_from(self, field: Any) -> None:
        """A season has a first and a last day, and an outlet has none."""
        if not self.seasonal.data:
            if self.season_from.data or self.season_to.data:
                raise StopValidation(_("Kryss av for bestemt del av året, eller la dagene stå tomme."))
            return
        if self["wanted"].data is LicenceWanted.SALE_2_3:
            raise StopValidation(_("Vinmonopolet får bevilling for hele året. Ta bort krysset."))
        if field.data is None and not field.errors:
            raise StopValidation(_("Skriv hvilken dag av året bevillingen skal gjelde fra."))

    def validate_season_to(self, field: Any) -> None:
        """A season has a first and a last day."""
        if self.seasonal.data and field.data is None and not field.errors:
            raise StopValidation(_("Skriv hvilken dag av året bevillingen skal gjelde til."))

    def validate_other_municipalities(self, field: Any) -> None:
        """Nowhere else, or somewhere else, never both."""
        if self.only_here.data and field.data:
            raise StopValidation(_("Det står både at det bare skjenkes her, og i andre kommuner. Rett det."))

    def special(self) -> KindEntry:
        """What the fields say. Only after they were found valid."""
        wanted: LicenceWanted = self["wanted"].data
        extensions = tuple(self.extensions.data or ())
        if wanted.is_farm_sale:
            extensions = (*extensions, Extension.FARM_SALE)
        return KindEntry(
            type=self._type(wanted),
            first_day=self.first_day.data,
            season=Season.parse(self.season_from.data, self.season_to.data) if self.seasonal.data else None,
            extensions=extensions,
            production=self._production(),
            other_municipalities=self._elsewhere(),
        )

    def _type(self, wanted: LicenceWanted) -> LicenceType:
        if wanted.is_outlet:
            return LicenceType.OUTLET
        return LicenceType.SEASONAL if self.seasonal.data else LicenceType.PERMANENT

    def _production(self) -> Production | None:
        found = Production(
            sold_cl=self.sold_cl.data,
            own_inputs=self.own_inputs.data,
            **{name: (self[name].data or KnownAnswer.UNKNOWN).known for name in ANSWERS},
        )
        return None if found == Production() else found

    def _elsewhere(self) -> tuple[str, ...] | None:
        if self.only_here.data:
            return ()
        named = (" ".join(part.split()) for part in (self.other_municipalities.data or "").split(","))
        return tuple(name for name in named if name) or None

    @property
    def shows_when(self) -> bool:
        """Whether something of season or first day is filled in, or wrong."""
        return self._touched("seasonal", "season_from", "season_to", "first_day")

    @property
    def shows_production(self) -> bool:
        """Whether something of production is filled in, or wrong; farm sale always asks."""
        return self["wanted"].data is LicenceWanted.SALE_1_2 or self._touched(
            "extensions", "sold_cl", "own_inputs", *ANSWERS
        )

    @property
    def shows_elsewhere(self) -> bool:
        """Whether something of other municipalities is filled in, or wrong."""
        return self._touched("only_here", "other_municipalities")

    def _touched(self, *names: str) -> bool:
        return any(self[name].errors or _filled(self[name].data) for name in names)


def _filled(value: object) -> bool:
    return bool(value) and value is not KnownAnswer.UNKNOWN


def special_fields(application: Application) -> dict[str, Any]:
    """What an application says, as the fields hold it."""
    entry = kind_of(application)
    production = entry.production or Production()
    first, last = entry.season.pair if entry.season else (None, None)
    return {
        "wanted": LicenceWanted(f"{application.kind.value}:{application.groups}"),
        "seasonal": entry.type is LicenceType.SEASONAL,
        "season_from": first,
        "season_to": last,
        "first_day": entry.first_day,
        "extensions": [extension for extension in entry.extensions if extension in TICKED],
        "sold_cl": production.sold_cl,
        "own_inputs": production.own_inputs,
        "only_here": entry.other_municipalities == (),
        "other_municipalities": ", ".join(entry.other_municipalities or ()),
        **dict(_answers(production)),
    }


def _answers(production: Production) -> Iterator[tuple[str, KnownAnswer]]:
    for name in ANSWERS:
        yield name, KnownAnswer.of(getattr(production, name))
