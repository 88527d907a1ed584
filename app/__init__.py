"""Bevilling: the case system of a municipality's alcohol licensing office."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import db, errors, headers, matters, pages, sealing, storage
from app.admin.views import bp as admin
from app.amendments.views import bp as amendments
from app.auth import sign_in
from app.auth.views import bp as auth
from app.billing import work as billing_work
from app.billing.views import bp as billing
from app.calendar.views import bp as calendar
from app.cases.views import bp as cases
from app.endings.views import bp as endings
from app.events.views import bp as events
from app.examinations.views import bp as examinations
from app.holders.views import bp as holders
from app.imports.views import bp as imports
from app.letters.views import bp as letters
from app.licences.views import bp as licences
from app.owners.views import bp as owners
from app.policy.views import bp as policy
from app.portal.views import bp as portal
from app.pouring.views import bp as pouring
from app.prevention.views import bp as prevention
from app.prevention.views import public as prevention_public
from app.registers.views import inspection_lists, national_register
from app.renewals.views import bp as renewals
from app.request import BoundedRequest, RowIdConverter
from app.search.views import bp as search
from app.serving_places.views import bp as serving_places
from app.venues.views import bp as venues
from app.work.views import bp as work
from config import Config

ROOT = Path(__file__).parent.parent
SESSION_HOURS = 10
# Far above what a form may hold, far below what fills a disk: a file that is too large is read past
# and refused with its own sentence, so that the rest of the form is kept.
LARGEST_REQUEST_BYTES = 300 * 1024 * 1024
LARGEST_FORM_BYTES = 2 * 1024 * 1024

SLICES = (
    auth,
    work,
    cases,
    venues,
    holders,
    owners,
    examinations,
    licences,
    pouring,
    amendments,
    calendar,
    endings,
    serving_places,
    events,
    imports,
    letters,
    search,
    admin,
    national_register,
    inspection_lists,
    renewals,
    policy,
    billing,
    prevention,
    prevention_public,
    portal,
)


def create_app(config: Config) -> Flask:
    """The web application for one installation."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"))
    app.request_class = BoundedRequest
    app.url_map.converters["int"] = RowIdConverter
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="bevilling",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=SESSION_HOURS),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_BYTES,
        LARGEST_UPLOAD_BYTES=config.largest_upload_bytes,
        EHF_RULES_DIR=config.ehf_rules_dir,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="nb",
        BABEL_DEFAULT_TIMEZONE="Europe/Oslo",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        DEMO=config.demo,
        PUBLIC_URL=config.public_url,
    )
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way that Werkzeug's manual gives
            app.wsgi_app, x_for=config.trusted_proxies, x_proto=config.trusted_proxies
        )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    db.init_app(app, config.database_url)
    sealing.init_app(app, config.identity_key)
    storage.init_app(app, config.files_dir)
    CSRFProtect(app)
    sign_in.init_app(app, config.password_cost)
    Babel(app, locale_selector=pages.language)
    pages.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    matters.init_app()
    billing_work.init_app()
    for blueprint in SLICES:
        app.register_blueprint(blueprint)
    return app
