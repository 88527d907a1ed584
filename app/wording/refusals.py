"""Refusals, missing premises and bad values as sentences: what happened, why by law, what to do."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.wording.citations import citation_text
from app.wording.enums import Text
from app.wording.facts import fact_texts, fits, upper_first
from app.wording.reasons import clause_of_code
from app.wording.findings import group_of_code
from app.wording.enums import enumeration
from licensing.assessment import FindingCode
from licensing.law import Citation
