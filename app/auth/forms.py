"""Forms for signing in and setting a password."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from app.auth.passwords import LONGEST_PASSWORD, SHORTEST_PASSWORD
from app.forms import BaseForm, text_field


class SignInForm(BaseForm):
    """E-mail and password."""

    email = text_field(_l("E-post"), _l("Skriv e-postadressen din."))
    password = PasswordField(
        _l("Passord"),
        validators=[
            InputRequired(message=_l("Skriv passordet ditt.")),
            Length(max=LONGEST_PASSWORD, message=_l("Passordet er for langt. Skriv høyst %(max)d tegn.")),
        ],
    )


class NewPasswordForm(BaseForm):
    """A new password, twice."""

    password = PasswordField(
        _l("Nytt passord"),
        description=_l("Minst 12 tegn. Gjerne en setning som du husker."),
        validators=[
            InputRequired(message=_l("Skriv et nytt passord.")),
            Length(
                min=SHORTEST_PASSWORD,
                max=LONGEST_PASSWORD,
                message=_l("Passordet må ha mellom %(min)d og %(max)d tegn."),
            ),
        ],
    )
    again = PasswordField(
        _l("Gjenta passordet"),
        validators=[
            InputRequired(message=_l("Skriv det nye passordet en gang til.")),
            EqualTo("password", message=_l("De to passordene er ikke like. Skriv dem på nytt.")),
        ],
    )
