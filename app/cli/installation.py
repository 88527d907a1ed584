"""Running an installation: the demo, the tables, the first municipality and people, the web server."""

from collections.abc import Mapping
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, create_app, db, labels
from app.auth.passwords import new_token
from app.auth.service import make_password_link
from app.cli.arguments import Answer, Command, Given, Option, WrongInput
from app.cli.opened import config_of, demo_installation, opened
from app.cli.serving import Serving
from app.clock import today
from app.demo.people import PASSWORD, accounts
from app.holders.identity import parse_organisation_number
from app.licences.occupancy import SharedRoom, shared_rooms
from app.models.event import EventType
from app.models.municipality import LanguageForm, Municipality, MunicipalityIdentity
from app.models.user import Membership, User
from app.permissions import Actor, Role

HOST = "127.0.0.1"
PORT = 8000
THREADS = 8
LONGEST = {"unit": 120, "street": 120, "town": 60, "phone": 20, "email": 120, "website": 120, "name": 80}


def demo(given: Given) -> Answer:
    """Make the demo when there is none, then serve it."""
    if given.environ.get("DATABASE_URL"):
        raise WrongInput("demo_has_own_database")
    wanted = given.number("port", PORT, lowest=1, highest=65535)
    installation = demo_installation(given.environ)
    app = installation.prepared(_announce)
    if given.has("no-serve"):
        return Answer({}, (_("Demoen er klar i %(folder)s.", folder=installation.folder),))
    server = Serving(app, host=HOST, port=wanted, threads=THREADS, next_if_taken=True)
    print("\n".join(_welcome(f"http://{HOST}:{server.port}", server.port != wanted)), flush=True)
    server.run()
    return Answer({}, ("", _("Demoen er stoppet. Det du la inn, er tatt vare på.")))


def _announce() -> None:
    print(_("Lager demoen. Det tar omtrent et minutt første gang …"), flush=True)


def _welcome(address: str, moved: bool) -> list[str]:
    width = max(len(account.email) for account in accounts())
    who = [f"  {account.email:<{width}}  {_roles(account.roles)}" for account in accounts()]
    return [
        "",
        _("Bevilling – demo med oppdiktede data"),
        "",
        *([_("  Porten var opptatt, så vi tok den neste ledige.")] if moved else []),
        _("  Adresse:  %(address)s", address=address),
        _("  Passord:  %(password)s  (det samme for alle)", password=PASSWORD),
        "",
        *who,
        "",
        _("Stopp med Ctrl-C. Begynn på nytt med: make demo-reset"),
    ]


def _roles(roles: Mapping[str, tuple[Role, ...]]) -> str:
    return "; ".join(
        f"{place}: {labels.enumeration([labels.label(role) for role in held])}"
        for place, held in roles.items()
    )


def serve(given: Given) -> Answer:
    """Serve an installation; a proxy stands in front of it and speaks HTTPS."""
    host = given.text("host", HOST)
    port = given.number("port", PORT, lowest=1, highest=65535)
    threads = given.number("threads", THREADS, lowest=1, highest=200)
    server = Serving(create_app(config_of(given.environ)), host=host, port=port, threads=threads)
    print(_("Bevilling svarer på http://%(host)s:%(port)s", host=host, port=port), flush=True)
    server.run()
    return Answer({}, (_("Stoppet."),))


def upgrade(given: Given) -> Answer:
    """Bring the database up to this version."""
    db.upgrade(config_of(given.environ).database_url)
    with opened(given.environ):
        session = db.session()
        here = session.scalars(select(Municipality.id).order_by(Municipality.id)).all()
        shared = [pair for municipality_id in here for pair in shared_rooms(session, municipality_id)]
    return Answer(
        {
            "upgraded": True,
            "shared_rooms": [
                {"licences": [pair.number, pair.other_number], "room": pair.room} for pair in shared
            ],
        },
        (_("Databasen er klar for denne utgaven."), *map(_shared, shared)),
    )


def _shared(pair: SharedRoom) -> str:
    """Two holders who had a room at the same time before anything kept them apart."""
    return _(
        "%(number)s og %(other)s har samme lokale til samme tid (%(room)s). Rett den ene av dem.",
        number=pair.number,
        other=pair.other_number,
        room=pair.room,
    )


def add_municipality(given: Given) -> Answer:
    """Enter a municipality: the first thing in a new installation."""
    number = given.text("number")
    if len(number) != 4 or not (number.isascii() and number.isdecimal()):
        raise WrongInput("municipality_number", written=number)
    postcode = given.text("postcode")
    if postcode and (len(postcode) != 4 or not (postcode.isascii() and postcode.isdecimal())):
        raise WrongInput("postcode", written=postcode)
    organisation_number = parse_organisation_number(given.text("organisation-number"))
    language = given.member("language", LanguageForm) if given.has("language") else LanguageForm.BOKMAAL
    _check_lengths(given)
    on = today()
    with opened(given.environ):
        session = db.session()
        known = select(Municipality).where(Municipality.organisation_number == organisation_number)
        if session.scalars(known).first() or municipality_numbered(session, number, on):
            raise WrongInput("municipality_known", number=number)
        municipality = Municipality(
            organisation_number=organisation_number,
            language_form=language,
            unit=given.text("unit", "Bevillingskontoret"),
            postal_address=given.text("street"),
            postcode=postcode,
            town=given.text("town"),
            phone=given.text("phone"),
            email=given.text("email"),
            website=given.text("website"),
            state_governor=given.text("state-governor"),
        )
        session.add(municipality)
        session.flush()
        session.add(
            MunicipalityIdentity(
                municipality_id=municipality.id, number=number, name=given.text("name"), first_day=on
            )
        )
        session.commit()
        return Answer(
            {"municipality": number, "name": given.text("name")},
            (_("%(name)s kommune (%(number)s) er lagt inn.", name=given.text("name"), number=number),),
        )


def _check_lengths(given: Given) -> None:
    for name, longest in LONGEST.items():
        if len(given.text(name)) > longest:
            raise WrongInput("text_too_long", option=f"--{name}", longest=longest)


def municipality_numbered(session: Session, number: str, on: date) -> Municipality | None:
    """The municipality that has a number on a day."""
    found = session.scalars(select(Municipality).order_by(Municipality.id))
    return next((row for row in found if row.identity_on(on).number == number), None)


def add_user(given: Given) -> Answer:
    """Give a person a role, and a link for setting a password when the person is new."""
    role, email = given.member("role", Role), given.text("email").strip().lower()
    if not 3 <= len(email) <= 120 or email.count("@") != 1 or " " in email:
        raise WrongInput("email_wrong", written=given.text("email"))
    if len(given.text("name")) > 120:
        raise WrongInput("text_too_long", option="--name", longest=120)
    with opened(given.environ) as app:
        session = db.session()
        municipality = municipality_numbered(session, given.text("municipality"), today())
        if municipality is None:
            raise WrongInput("municipality_unknown", number=given.text("municipality"))
        user = session.scalars(select(User).where(User.email == email)).one_or_none()
        if user and any((m.municipality_id, m.role) == (municipality.id, role) for m in user.memberships):
            raise WrongInput("user_known", email=email)
        is_new = user is None
        if user is None:
            user = User(
                email=email, name=given.text("name"), title=given.text("title"), session_token=new_token()
            )
            session.add(user)
            session.flush()
        session.add(Membership(user_id=user.id, municipality_id=municipality.id, role=role))
        # Nobody is signed in on the command line, so the event says whose access it was about.
        whose = Actor(user.id, _("Kommandolinjen"), municipality.id, frozenset())
        audit.record(session, whose, EventType.USER_CHANGED, user_id=user.id, roles=[role.value])
        token = make_password_link(session, user_id=user.id, made_by_id=None) if is_new else None
        session.commit()
        with app.test_request_context():
            path = url_for("auth.set_password", token=token) if token else None
    link = f"{given.text('address').rstrip('/')}{path}" if path else None
    lines = [_("%(name)s er nå %(role)s.", name=given.text("name"), role=labels.label(role).lower())]
    if link:
        lines.append(_("Lenke til å velge passord, virker én gang i 48 timer: %(link)s", link=link))
    return Answer({"email": email, "role": role.value, "password_link": link}, tuple(lines))


_MUNICIPALITY = tuple(
    Option(f"--{name}") for name in ("unit", "street", "postcode", "town", "phone", "email", "website")
)

COMMANDS = (
    Command(
        ("demo",),
        demo,
        _l("Lag demoen hvis den ikke finnes, og start den"),
        (Option("--port"), Option("--no-serve", switch=True)),
        as_json=False,
    ),
    Command(
        ("serve",),
        serve,
        _l("Start webtjeneren for en installasjon"),
        (Option("--host"), Option("--port"), Option("--threads")),
        as_json=False,
    ),
    Command(("upgrade",), upgrade, _l("Bring databasen opp til denne utgaven")),
    Command(
        ("add-municipality",),
        add_municipality,
        _l("Legg inn en kommune"),
        (
            Option("--number", required=True),
            Option("--name", required=True),
            Option("--organisation-number", required=True),
            *_MUNICIPALITY,
            Option("--state-governor"),
            Option("--language"),
        ),
    ),
    Command(
        ("add-user",),
        add_user,
        _l("Gi en person en rolle i en kommune"),
        (
            Option("--municipality", required=True),
            Option("--email", required=True),
            Option("--name", required=True),
            Option("--role", required=True),
            Option("--title"),
            Option("--address"),
        ),
    ),
)
