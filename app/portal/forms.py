"""The form of a code that stands in a paper letter."""

from flask_babel import lazy_gettext as _l

from app.forms import BaseForm, text_field


class CodeForm(BaseForm):
    """The code of a paper letter."""

    code = text_field(_l("Kode fra brevet"), _l("Skriv koden som står i brevet."), longest=80)
