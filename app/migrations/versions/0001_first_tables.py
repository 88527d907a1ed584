"""Make the first tables

Revises nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables"""
    op.create_table(
        "municipalities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_number", sa.String(length=9), nullable=False),
        sa.Column(
            "language_form",
            sa.Enum("nb", "nn", name="languageform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("postal_address", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=4), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("website", sa.String(length=120), nullable=False),
        sa.Column("state_governor", sa.String(length=80), nullable=False),
        sa.Column("statement_days", sa.Integer(), nullable=False),
        sa.Column("reply_days", sa.Integer(), nullable=False),
        sa.Column("receipt_sentence", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("chain_length", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.String(length=64), nullable=False),
        sa.CheckConstraint("reply_days BETWEEN 1 AND 60", name=op.f("ck_municipalities_reply_days")),
        sa.CheckConstraint("statement_days BETWEEN 1 AND 120", name=op.f("ck_municipalities_statement_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipalities")),
        sa.UniqueConstraint("organisation_number", name=op.f("uq_municipalities_organisation_number")),
    )
    op.create_table(
        "policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decided", sa.String(length=160), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_policies_last_day_after_first")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("client_hash", sa.String(length=64), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_attempts_client_hash_at"), ["client_hash", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_in_attempts_email_hash_at"), ["email_hash", "at"], unique=False
        )

    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "language",
            sa.Enum("nb", "nn", name="languageform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("session_token", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("session_token", name=op.f("uq_users_session_token")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=320), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "incomplete",
                "awaiting_statements",
                "ready",
                "proposed",
                "at_body",
                "decided",
                "sent",
                "granted_not_usable",
                "usable",
                "under_complaint",
                "closed",
                name="casestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "grant",
                "part_grant",
                "refuse",
                "dismiss",
                "retracted",
                name="caseresult",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("complete_on", sa.Date(), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("caseworker_id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(length=36), nullable=False),
        sa.Column("facts_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_cases_closed_has_day")
        ),
        sa.ForeignKeyConstraint(["caseworker_id"], ["users.id"], name=op.f("fk_cases_caseworker_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_cases_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_cases_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "submission", name=op.f("uq_cases_municipality_id_submission")
        ),
        sa.UniqueConstraint(
            "municipality_id", "year", "number", name=op.f("uq_cases_municipality_id_year_number")
        ),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_due", ["municipality_id", "next_due_on", "id"], unique=False)
        batch_op.create_index("ix_cases_list", ["municipality_id", "received_on", "id"], unique=False)
        batch_op.create_index(
            "ix_cases_mine", ["municipality_id", "caseworker_id", "state", "received_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_cases_open",
            ["municipality_id", "received_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.create_index(
            "ix_cases_own", ["municipality_id", "caseworker_id", "received_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_cases_state", ["municipality_id", "state", "received_on", "id"], unique=False
        )

    op.create_table(
        "condition_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before_use", sa.Boolean(), nullable=False),
        sa.Column("proof", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_condition_templates_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition_templates")),
        sa.UniqueConstraint(
            "municipality_id", "title", name=op.f("uq_condition_templates_municipality_id_title")
        ),
    )
    op.create_table(
        "delegation_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "grant",
                "part_grant",
                "refuse",
                "dismiss",
                name="decisionoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "alone",
                "two_people",
                "body",
                name="delegationmode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=80), nullable=True),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(mode = 'body') = (body IS NOT NULL)", name=op.f("ck_delegation_rows_body_is_named")
        ),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_delegation_rows_last_day_after_first")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_delegation_rows_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_rows")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_delegation_rows_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "kind",
            "outcome",
            "first_day",
            name=op.f("uq_delegation_rows_municipality_id_kind_outcome_first_day"),
        ),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "caseworker",
                "decider",
                "meeting_secretary",
                "finance",
                "inspector",
                "prevention_coordinator",
                "reader",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_memberships_municipality_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "municipality_id", "user_id", "role", name=op.f("uq_memberships_municipality_id_user_id_role")
        ),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_user_id"), ["user_id"], unique=False)

    op.create_table(
        "municipality_identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipalities.id"],
            name=op.f("fk_municipality_identities_municipality_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality_identities")),
        sa.UniqueConstraint(
            "municipality_id", "first_day", name=op.f("uq_municipality_identities_municipality_id_first_day")
        ),
    )
    op.create_table(
        "number_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_number_series_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint(
            "municipality_id", "series", "year", name=op.f("uq_number_series_municipality_id_series_year")
        ),
    )
    op.create_table(
        "password_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_password_links_made_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_password_links_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_links_token_hash")),
    )
    with op.batch_alter_table("password_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_password_links_user_id"), ["user_id"], unique=False)

    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=160), nullable=False),
        sa.Column("identity_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("identity_shown", sa.String(length=20), nullable=False),
        sa.Column("identity_lookup", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_persons_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_persons_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "identity_lookup", name=op.f("uq_persons_municipality_id_identity_lookup")
        ),
    )
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_persons_municipality_id_sort_key"), ["municipality_id", "sort_key"], unique=False
        )

    op.create_table(
        "policy_caps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.String(length=80), nullable=False),
        sa.CheckConstraint("highest >= 0", name=op.f("ck_policy_caps_not_negative")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_policy_caps_municipality_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_caps_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_caps")),
        sa.UniqueConstraint(
            "policy_id", "municipality_id", "kind", name=op.f("uq_policy_caps_policy_id_municipality_id_kind")
        ),
    )
    op.create_table(
        "policy_criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("categories", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("paragraph", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_criteria_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_criteria")),
        sa.UniqueConstraint("policy_id", "code", name=op.f("uq_policy_criteria_policy_id_code")),
    )
    op.create_table(
        "policy_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("groups", sa.String(length=5), nullable=False),
        sa.Column(
            "area",
            sa.Enum(
                "indoor", "outdoor", name="areakind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("weekdays", sa.String(length=13), nullable=False),
        sa.Column("earliest", sa.Integer(), nullable=True),
        sa.Column("latest", sa.Integer(), nullable=True),
        sa.Column("paragraph", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "earliest IS NOT NULL OR latest IS NOT NULL", name=op.f("ck_policy_hours_moves_something")
        ),
        sa.CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR latest > earliest",
            name=op.f("ck_policy_hours_latest_after_earliest"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_policy_hours_municipality_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_hours_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_hours")),
    )
    op.create_table(
        "policy_municipalities",
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_policy_municipalities_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_policy_municipalities_policy_id")
        ),
        sa.PrimaryKeyConstraint("policy_id", "municipality_id", name=op.f("pk_policy_municipalities")),
    )
    op.create_table(
        "search_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_search_terms_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_terms")),
        sa.UniqueConstraint(
            "municipality_id",
            "subject",
            "term",
            "subject_id",
            name=op.f("uq_search_terms_municipality_id_subject_term_subject_id"),
        ),
    )
    with op.batch_alter_table("search_terms", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_search_terms_municipality_id_subject_subject_id_term"),
            ["municipality_id", "subject", "subject_id", "term"],
            unique=False,
        )

    op.create_table(
        "venues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=160), nullable=False),
        sa.Column("sort_key", sa.String(length=160), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "eating_place",
                "cafe",
                "pub_bar",
                "nightclub",
                "hotel",
                "party_room",
                "culture",
                "cinema",
                "sports_venue",
                "lodge",
                "boat",
                "farm",
                "brewery",
                "grocery",
                "special_shop",
                "kiosk",
                "petrol_station",
                "other",
                name="venuecategory",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("street_address", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=4), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=False),
        sa.Column("address_key", sa.String(length=200), nullable=False),
        sa.Column("cadastre", sa.String(length=30), nullable=False),
        sa.Column("latitude", sa.Numeric(precision=8, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("sub_unit_number", sa.String(length=9), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_venues_point_is_whole")),
        sa.CheckConstraint(
            "latitude IS NULL OR latitude BETWEEN 57 AND 81", name=op.f("ck_venues_latitude_in_norway")
        ),
        sa.CheckConstraint(
            "longitude IS NULL OR longitude BETWEEN 4 AND 34", name=op.f("ck_venues_longitude_in_norway")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_venues_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
        sa.UniqueConstraint(
            "municipality_id",
            "address_key",
            "name_key",
            name=op.f("uq_venues_municipality_id_address_key_name_key"),
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_venues_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "sub_unit_number", name=op.f("uq_venues_municipality_id_sub_unit_number")
        ),
    )
    with op.batch_alter_table("venues", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_venues_municipality_id_sort_key_id"),
            ["municipality_id", "sort_key", "id"],
            unique=False,
        )

    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "refuse",
                "ask",
                "discretion",
                "late",
                "partly",
                "grant_with_conditions",
                "grant",
                name="proposedoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("groups", sa.String(length=5), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.String(length=80), nullable=False),
        sa.Column("law_version", sa.String(length=40), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_assessments_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_assessments_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_assessments_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_assessments_municipality_id_id")),
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessments_municipality_id_case_id"), ["municipality_id", "case_id"], unique=False
        )

    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "in",
                "out",
                "internal",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("public_title", sa.String(length=200), nullable=False),
        sa.Column("access_code", sa.String(length=10), nullable=True),
        sa.Column("access_basis", sa.String(length=120), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("archive_case", sa.String(length=40), nullable=True),
        sa.Column("journal_number", sa.String(length=40), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_documents_added_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_documents_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_documents_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_documents_municipality_id_id")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_documents_municipality_id_case_id"), ["municipality_id", "case_id"], unique=False
        )

    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "application_registered",
                "application_changed",
                "caseworker_changed",
                "document_added",
                "information_requested",
                "information_received",
                "statements_requested",
                "statement_reminded",
                "statement_recorded",
                "silence_recorded",
                "police_overridden",
                "presented_to_applicant",
                "reply_recorded",
                "case_assessed",
                "decision_proposed",
                "proposal_returned",
                "sent_to_body",
                "case_decided",
                "application_retracted",
                "licence_granted",
                "licence_issued",
                "conditions_changed",
                "letter_drafted",
                "letter_finalised",
                "letter_sent",
                "letter_arrived",
                "case_closed",
                "shielded_data_opened",
                "holder_entered",
                "holder_changed",
                "venue_entered",
                "venue_changed",
                "person_entered",
                "person_changed",
                "user_changed",
                "delegation_changed",
                "municipality_changed",
                name="eventtype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_events_actor_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_events_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_events_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("municipality_id", "sequence", name=op.f("uq_events_municipality_id_sequence")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_municipality_id_case_id_sequence"),
            ["municipality_id", "case_id", "sequence"],
            unique=False,
        )

    op.create_table(
        "holders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "company",
                "founding",
                "association",
                "person",
                name="holderform",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organisation_number", sa.String(length=9), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("postal_address", sa.String(length=160), nullable=False),
        sa.Column("postcode", sa.String(length=4), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(form = 'person') = (person_id IS NOT NULL)", name=op.f("ck_holders_person_is_named")
        ),
        sa.CheckConstraint(
            "form <> 'company' OR organisation_number IS NOT NULL", name=op.f("ck_holders_company_has_number")
        ),
        sa.CheckConstraint(
            "form NOT IN ('founding', 'person') OR organisation_number IS NULL",
            name=op.f("ck_holders_number_has_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_holders_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_holders_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holders")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_holders_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "organisation_number",
            name=op.f("uq_holders_municipality_id_organisation_number"),
        ),
        sa.UniqueConstraint(
            "municipality_id", "person_id", name=op.f("uq_holders_municipality_id_person_id")
        ),
    )
    with op.batch_alter_table("holders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_holders_municipality_id_sort_key_id"),
            ["municipality_id", "sort_key", "id"],
            unique=False,
        )

    op.create_table(
        "inquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "missing_items",
                "presentation",
                name="inquirykind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("due_on >= sent_on", name=op.f("ck_inquiries_due_after_sent")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_inquiries_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_inquiries_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiries")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_inquiries_municipality_id_id")),
    )
    op.create_table(
        "person_tests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("issued_by", sa.String(length=80), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_person_tests_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_person_tests_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_tests")),
        sa.UniqueConstraint(
            "municipality_id",
            "person_id",
            "kind",
            name=op.f("uq_person_tests_municipality_id_person_id_kind"),
        ),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=160), nullable=False),
        sa.Column(
            "area",
            sa.Enum(
                "indoor", "outdoor", name="areakind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "venue_id"],
            ["venues.municipality_id", "venues.id"],
            name=op.f("fk_rooms_municipality_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_rooms_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_rooms_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "venue_id", "name_key", name=op.f("uq_rooms_municipality_id_venue_id_name_key")
        ),
    )
    op.create_table(
        "statement_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "body",
            sa.Enum(
                "police",
                "social_service",
                "tax",
                name="body",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("silence_on", sa.Date(), nullable=True),
        sa.Column("override_by_id", sa.Integer(), nullable=True),
        sa.Column("override_on", sa.Date(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "silence_on IS NULL OR body <> 'police'",
            name=op.f("ck_statement_requests_police_silence_needs_override"),
        ),
        sa.CheckConstraint(
            "(override_by_id IS NULL) = (override_on IS NULL) AND (override_on IS NULL) = (override_reason IS NULL)",
            name=op.f("ck_statement_requests_override_is_whole"),
        ),
        sa.CheckConstraint("due_on >= asked_on", name=op.f("ck_statement_requests_due_after_asked")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_statement_requests_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_statement_requests_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["override_by_id"], ["users.id"], name=op.f("fk_statement_requests_override_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_requests")),
        sa.UniqueConstraint(
            "municipality_id",
            "case_id",
            "body",
            name=op.f("uq_statement_requests_municipality_id_case_id_body"),
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_statement_requests_municipality_id_id")),
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("groups", sa.String(length=5), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "general",
                "closed_company",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "category",
            sa.Enum(
                "eating_place",
                "cafe",
                "pub_bar",
                "nightclub",
                "hotel",
                "party_room",
                "culture",
                "cinema",
                "sports_venue",
                "lodge",
                "boat",
                "farm",
                "brewery",
                "grocery",
                "special_shop",
                "kiosk",
                "petrol_station",
                "other",
                name="venuecategory",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("concept", sa.Text(), nullable=False),
        sa.Column("indoor_from", sa.Integer(), nullable=True),
        sa.Column("indoor_to", sa.Integer(), nullable=True),
        sa.Column("outdoor_from", sa.Integer(), nullable=True),
        sa.Column("outdoor_to", sa.Integer(), nullable=True),
        sa.Column("deputy_waiver", sa.String(length=400), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("groups IN ('1', '1,2', '1,2,3')", name=op.f("ck_applications_group_set")),
        sa.CheckConstraint("kind <> 'sale' OR groups = '1'", name=op.f("ck_applications_sale_is_group_1")),
        sa.CheckConstraint(
            "(indoor_from IS NULL) = (indoor_to IS NULL)", name=op.f("ck_applications_indoor_hours_whole")
        ),
        sa.CheckConstraint(
            "(outdoor_from IS NULL) = (outdoor_to IS NULL)", name=op.f("ck_applications_outdoor_hours_whole")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_applications_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "holder_id"],
            ["holders.municipality_id", "holders.id"],
            name=op.f("fk_applications_municipality_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "venue_id"],
            ["venues.municipality_id", "venues.id"],
            name=op.f("fk_applications_municipality_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_applications_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint(
            "municipality_id", "case_id", name=op.f("uq_applications_municipality_id_case_id")
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_applications_municipality_id_id")),
    )
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_applications_municipality_id_holder_id"),
            ["municipality_id", "holder_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_applications_municipality_id_venue_id"),
            ["municipality_id", "venue_id"],
            unique=False,
        )

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "returned",
                "decided",
                name="proposalstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "grant",
                "part_grant",
                "refuse",
                "dismiss",
                name="decisionoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("groups", sa.String(length=5), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("deviation", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('refuse', 'dismiss') OR last_day IS NOT NULL",
            name=op.f("ck_proposals_grant_has_last_day"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_proposals_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "assessment_id"],
            ["assessments.municipality_id", "assessments.id"],
            name=op.f("fk_proposals_municipality_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_proposals_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_proposals_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_proposals_municipality_id_id")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(
            "uq_proposals_open",
            ["municipality_id", "case_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "statement_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "conduct_holder",
                "conduct_manager",
                "place",
                name="question",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "no_remark",
                "remark",
                "against",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer = 'no_remark' OR facts_sealed IS NOT NULL",
            name=op.f("ck_statement_answers_remark_has_facts"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_statement_answers_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "request_id"],
            ["statement_requests.municipality_id", "statement_requests.id"],
            name=op.f("fk_statement_answers_municipality_id_request_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_statement_answers_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_statement_answers_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_answers")),
        sa.UniqueConstraint(
            "municipality_id",
            "request_id",
            "question",
            "subject",
            name=op.f("uq_statement_answers_municipality_id_request_id_question_subject"),
        ),
    )
    op.create_table(
        "application_rooms",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "application_id"],
            ["applications.municipality_id", "applications.id"],
            name=op.f("fk_application_rooms_municipality_id_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "room_id"],
            ["rooms.municipality_id", "rooms.id"],
            name=op.f("fk_application_rooms_municipality_id_room_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_application_rooms_municipality_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "room_id", name=op.f("pk_application_rooms")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "grant",
                "part_grant",
                "refuse",
                "dismiss",
                name="decisionoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("groups", sa.String(length=5), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("deviation", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "alone",
                "two_people",
                "body",
                name="delegationmode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.String(length=80), nullable=True),
        sa.Column("body_case_number", sa.String(length=20), nullable=True),
        sa.Column("voted_text", sa.Text(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(mode = 'body') = (body IS NOT NULL) AND (body IS NULL) = (body_case_number IS NULL) AND (body IS NULL) = (voted_text IS NULL)",
            name=op.f("ck_decisions_body_is_whole"),
        ),
        sa.CheckConstraint(
            "outcome IN ('refuse', 'dismiss') OR last_day IS NOT NULL",
            name=op.f("ck_decisions_grant_has_last_day"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_decisions_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "delegation_id"],
            ["delegation_rows.municipality_id", "delegation_rows.id"],
            name=op.f("fk_decisions_municipality_id_delegation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "proposal_id"],
            ["proposals.municipality_id", "proposals.id"],
            name=op.f("fk_decisions_municipality_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_decisions_municipality_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_decisions_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("municipality_id", "case_id", name=op.f("uq_decisions_municipality_id_case_id")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_decisions_municipality_id_id")),
    )
    op.create_table(
        "parties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "holder",
                "influence",
                "manager",
                "deputy",
                "daily_manager",
                name="party_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("employed", sa.Boolean(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "application_id"],
            ["applications.municipality_id", "applications.id"],
            name=op.f("fk_parties_municipality_id_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_parties_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_parties_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
        sa.UniqueConstraint(
            "municipality_id",
            "application_id",
            "person_id",
            "role",
            name=op.f("uq_parties_municipality_id_application_id_person_id_role"),
        ),
    )
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_parties_municipality_id_person_id"), ["municipality_id", "person_id"], unique=False
        )

    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "grant",
                "part_grant",
                "refusal",
                "dismissal",
                "licence_document",
                "statement_request",
                "statement_annex",
                "receipt",
                "missing_items",
                "presentation",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum("nb", "nn", name="languageform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "final",
                "sent",
                "arrived",
                name="letterstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("annex_to_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "digital_mail",
                "post",
                "email",
                "by_hand",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'arrived') = (arrived_on IS NOT NULL)", name=op.f("ck_letters_arrived_has_day")
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (document_id IS NULL)", name=op.f("ck_letters_final_has_bytes")
        ),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'arrived') OR (sent_on IS NOT NULL AND channel IS NOT NULL)",
            name=op.f("ck_letters_sent_has_proof"),
        ),
        sa.CheckConstraint(
            "arrived_on IS NULL OR arrived_on >= sent_on", name=op.f("ck_letters_arrived_after_sent")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_letters_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "annex_to_id"],
            ["letters.municipality_id", "letters.id"],
            name=op.f("fk_letters_municipality_id_annex_to_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_letters_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "decision_id"],
            ["decisions.municipality_id", "decisions.id"],
            name=op.f("fk_letters_municipality_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "document_id"],
            ["documents.municipality_id", "documents.id"],
            name=op.f("fk_letters_municipality_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "inquiry_id"],
            ["inquiries.municipality_id", "inquiries.id"],
            name=op.f("fk_letters_municipality_id_inquiry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "request_id"],
            ["statement_requests.municipality_id", "statement_requests.id"],
            name=op.f("fk_letters_municipality_id_request_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_letters_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint(
            "municipality_id", "decision_id", "kind", name=op.f("uq_letters_municipality_id_decision_id_kind")
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_letters_municipality_id_id")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letters_municipality_id_case_id"), ["municipality_id", "case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_letters_municipality_id_state_id"),
            ["municipality_id", "state", "id"],
            unique=False,
        )

    op.create_table(
        "licences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("usable_from", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "issued_on IS NULL OR issued_on >= granted_on", name=op.f("ck_licences_issued_after_granted")
        ),
        sa.CheckConstraint(
            "usable_from IS NULL OR issued_on IS NOT NULL", name=op.f("ck_licences_usable_after_issued")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "decision_id"],
            ["decisions.municipality_id", "decisions.id"],
            name=op.f("fk_licences_municipality_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "holder_id"],
            ["holders.municipality_id", "holders.id"],
            name=op.f("fk_licences_municipality_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "venue_id"],
            ["venues.municipality_id", "venues.id"],
            name=op.f("fk_licences_municipality_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_licences_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licences")),
        sa.UniqueConstraint(
            "municipality_id", "decision_id", name=op.f("uq_licences_municipality_id_decision_id")
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_licences_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "number", name=op.f("uq_licences_municipality_id_number")),
    )
    with op.batch_alter_table("licences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_licences_municipality_id_holder_id"),
            ["municipality_id", "holder_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_licences_municipality_id_venue_id"), ["municipality_id", "venue_id"], unique=False
        )

    op.create_table(
        "licence_conditions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proof", sa.String(length=200), nullable=False),
        sa.Column("before_use", sa.Boolean(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_by_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["met_by_id"], ["users.id"], name=op.f("fk_licence_conditions_met_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_licence_conditions_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_licence_conditions_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_conditions")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "number",
            name=op.f("uq_licence_conditions_municipality_id_licence_id_number"),
        ),
    )
    op.create_table(
        "licence_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "holder",
                "influence",
                "manager",
                "deputy",
                "daily_manager",
                name="party_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_licence_people_last_day_after_first")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_licence_people_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_licence_people_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_licence_people_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_people")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "person_id",
            "role",
            "first_day",
            name=op.f("uq_licence_people_municipality_id_licence_id_person_id_role_first_day"),
        ),
    )
    with op.batch_alter_table("licence_people", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_licence_people_municipality_id_person_id"),
            ["municipality_id", "person_id"],
            unique=False,
        )

    op.create_table(
        "licence_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_licence_periods_last_day_after_first")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "decision_id"],
            ["decisions.municipality_id", "decisions.id"],
            name=op.f("fk_licence_periods_municipality_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_licence_periods_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_licence_periods_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_periods")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "first_day",
            name=op.f("uq_licence_periods_municipality_id_licence_id_first_day"),
        ),
    )
    with op.batch_alter_table("licence_periods", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_licence_periods_municipality_id_last_day_licence_id"),
            ["municipality_id", "last_day", "licence_id"],
            unique=False,
        )

    op.create_table(
        "licence_rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_licence_rooms_last_day_after_first")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_licence_rooms_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "room_id"],
            ["rooms.municipality_id", "rooms.id"],
            name=op.f("fk_licence_rooms_municipality_id_room_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_licence_rooms_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_rooms")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "room_id",
            "first_day",
            name=op.f("uq_licence_rooms_municipality_id_licence_id_room_id_first_day"),
        ),
    )
    with op.batch_alter_table("licence_rooms", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_licence_rooms_municipality_id_room_id"),
            ["municipality_id", "room_id"],
            unique=False,
        )

    op.create_table(
        "licence_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column(
            "attribute",
            sa.Enum(
                "groups",
                "audience",
                "concept",
                "rooms",
                "hours",
                "conditions",
                "manager",
                "deputies",
                name="attribute",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "area",
            sa.Enum(
                "indoor", "outdoor", name="areakind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("group", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision_number", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_licence_terms_last_day_after_first")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "decision_id"],
            ["decisions.municipality_id", "decisions.id"],
            name=op.f("fk_licence_terms_municipality_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_licence_terms_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_licence_terms_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_terms")),
    )
    with op.batch_alter_table("licence_terms", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_licence_terms_municipality_id_licence_id_attribute"),
            ["municipality_id", "licence_id", "attribute"],
            unique=False,
        )


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("licence_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_terms_municipality_id_licence_id_attribute"))

    op.drop_table("licence_terms")
    with op.batch_alter_table("licence_rooms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_rooms_municipality_id_room_id"))

    op.drop_table("licence_rooms")
    with op.batch_alter_table("licence_periods", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_periods_municipality_id_last_day_licence_id"))

    op.drop_table("licence_periods")
    with op.batch_alter_table("licence_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_people_municipality_id_person_id"))

    op.drop_table("licence_people")
    op.drop_table("licence_conditions")
    with op.batch_alter_table("licences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licences_municipality_id_venue_id"))
        batch_op.drop_index(batch_op.f("ix_licences_municipality_id_holder_id"))

    op.drop_table("licences")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letters_municipality_id_state_id"))
        batch_op.drop_index(batch_op.f("ix_letters_municipality_id_case_id"))

    op.drop_table("letters")
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parties_municipality_id_person_id"))

    op.drop_table("parties")
    op.drop_table("decisions")
    op.drop_table("application_rooms")
    op.drop_table("statement_answers")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_proposals_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.drop_table("proposals")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applications_municipality_id_venue_id"))
        batch_op.drop_index(batch_op.f("ix_applications_municipality_id_holder_id"))

    op.drop_table("applications")
    op.drop_table("statement_requests")
    op.drop_table("rooms")
    op.drop_table("person_tests")
    op.drop_table("inquiries")
    with op.batch_alter_table("holders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holders_municipality_id_sort_key_id"))

    op.drop_table("holders")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_municipality_id_case_id_sequence"))

    op.drop_table("events")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_municipality_id_case_id"))

    op.drop_table("documents")
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessments_municipality_id_case_id"))

    op.drop_table("assessments")
    with op.batch_alter_table("venues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venues_municipality_id_sort_key_id"))

    op.drop_table("venues")
    with op.batch_alter_table("search_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_terms_municipality_id_subject_subject_id_term"))

    op.drop_table("search_terms")
    op.drop_table("policy_municipalities")
    op.drop_table("policy_hours")
    op.drop_table("policy_criteria")
    op.drop_table("policy_caps")
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_persons_municipality_id_sort_key"))

    op.drop_table("persons")
    with op.batch_alter_table("password_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_password_links_user_id"))

    op.drop_table("password_links")
    op.drop_table("number_series")
    op.drop_table("municipality_identities")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_user_id"))

    op.drop_table("memberships")
    op.drop_table("delegation_rows")
    op.drop_table("condition_templates")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_state")
        batch_op.drop_index("ix_cases_own")
        batch_op.drop_index(
            "ix_cases_open",
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.drop_index("ix_cases_mine")
        batch_op.drop_index("ix_cases_list")
        batch_op.drop_index("ix_cases_due")

    op.drop_table("cases")
    op.drop_table("users")
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempts_email_hash_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempts_client_hash_at"))

    op.drop_table("sign_in_attempts")
    op.drop_table("policies")
    op.drop_table("municipalities")
