"""The demo on a Saturday in November, made once for all tests of a worker that ask for it."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import db
from app.demo.fill import fill
from tests.databases import TestDatabase

TODAY = date(2026, 11, 21)
KEPT = "demo"


@pytest.fixture(scope="module")
def filled(app: Flask, database: TestDatabase, _fresh_for_the_module: None) -> None:
    """The demo as it is on a day. Filling takes long, so it is remembered for the next module."""
    if database.bring_back(KEPT):
        return
    with app.app_context():
        fill(db.session(), TODAY)
        db.session().commit()
    database.keep_as(KEPT)


@pytest.fixture
def session(app: Flask, filled: None) -> Iterator[Session]:
    """A session on the filled demo."""
    with app.app_context():
        yield db.session()
