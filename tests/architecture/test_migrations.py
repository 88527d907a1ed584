"""The migrations make exactly the tables that the models describe."""

import importlib
import pkgutil
import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Enum, create_engine, inspect

from app import models
from app.db import MIGRATIONS
from app.models.rows import Row
from tests.architecture.sources import report


def test_migrations_are_equal_to_the_models(database_url: str) -> None:
    for module in pkgutil.iter_modules(models.__path__, "app.models."):
        importlib.import_module(module.name)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [str(difference) for difference in compare_metadata(context, Row.metadata)]
    engine.dispose()
    assert not found, report("Write a migration that makes the tables what app/models says:", found)


def test_the_database_knows_every_member_of_every_enum(database_url: str) -> None:
    engine = create_engine(database_url)
    found = []
    with engine.connect() as connection:
        inspector = inspect(connection)
        for table in Row.metadata.sorted_tables:
            texts = {row["name"]: row["sqltext"] for row in inspector.get_check_constraints(table.name)}
            for column in table.columns:
                if isinstance(column.type, Enum):
                    allowed = set(re.findall(r"'([^']*)'", texts[f"ck_{table.name}_{column.type.name}"]))
                    found += [
                        f"{table.name}.{column.name}: {name}" for name in allowed ^ set(column.type.enums)
                    ]
    engine.dispose()
    assert not found, report("Widen the constraint in a migration to what the enum says:", sorted(found))


def test_migrations_form_one_line() -> None:
    heads = ScriptDirectory(str(MIGRATIONS)).get_heads()
    assert len(heads) == 1, report(
        "Two migrations follow the same one; let one follow the other:", list(heads)
    )
