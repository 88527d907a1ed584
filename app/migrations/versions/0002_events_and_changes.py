"""Make room for events, changes, people behind licences, and registers

Revises 0001.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LICENCE_TYPES = ("permanent", "seasonal", "single_occasion", "ambulatory", "outlet")
MATTERS = ("licence", "event", "people", "terms", "ending")
ATTRIBUTES = (
    "groups",
    "audience",
    "concept",
    "rooms",
    "hours",
    "conditions",
    "manager",
    "deputies",
    "extensions",
    "season",
)
VENUE_CATEGORIES = (
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
    "train",
    "farm",
    "brewery",
    "grocery",
    "special_shop",
    "kiosk",
    "petrol_station",
    "other",
)
EVENT_TYPES = (
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
    "late_notice_accepted",
    "principle_chosen",
    "quota_changed",
    "change_registered",
    "change_carried_out",
    "licence_ended",
    "licence_suspended",
    "licence_continued",
    "transfer_extended",
    "ending_undone",
    "conduct_answered",
    "ownership_changed",
    "test_registered",
    "place_licence_changed",
    "register_imported",
    "import_undone",
    "national_task_done",
    "inspection_list_made",
)
LETTER_KINDS = (
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
    "occasion_grant",
    "occasion_refusal",
    "people_approval",
    "people_refusal",
    "change_grant",
    "change_refusal",
    "transfer_notice",
    "ending",
)


def _one_of(column: str, values: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    """Make room for events, changes, people behind licences, and registers."""
    _make_tables()
    _add_columns()
    _widen_enums()
    _guard_rooms()
    _fill_rooms()


def _make_tables() -> None:
    op.create_table(
        "continuations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("review_reference", sa.String(length=160), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=160), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("decided_on >= reviewed_on", name=op.f("ck_continuations_decided_after_review")),
        sa.CheckConstraint("last_day > ended_on", name=op.f("ck_continuations_runs_on")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_continuations_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_continuations_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_continuations")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_continuations_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "ended_on",
            "decided_on",
            "reference",
            name=op.f("uq_continuations_municipality_id_ended_on_decided_on_reference"),
        ),
    )
    op.create_table(
        "council_quotas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "ambulatory",
                "outlets",
                name="quotasubject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=160), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_council_quotas_last_day_after_first")
        ),
        sa.CheckConstraint("number >= 0", name=op.f("ck_council_quotas_not_negative")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_council_quotas_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_quotas")),
        sa.UniqueConstraint(
            "municipality_id",
            "subject",
            "first_day",
            name=op.f("uq_council_quotas_municipality_id_subject_first_day"),
        ),
    )
    op.create_table(
        "event_settings",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("principal_guests", sa.Integer(), nullable=True),
        sa.Column("most_days", sa.Integer(), nullable=True),
        sa.Column("ask_single", sa.Boolean(), nullable=False),
        sa.Column("ask_ambulatory", sa.Boolean(), nullable=False),
        sa.Column("turnover_days", sa.Integer(), nullable=False),
        sa.Column("single_fee_ore", sa.Integer(), nullable=True),
        sa.Column("ambulatory_fee_ore", sa.Integer(), nullable=True),
        sa.Column("fees_invented", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ambulatory_fee_ore IS NULL OR ambulatory_fee_ore >= 0",
            name=op.f("ck_event_settings_ambulatory_fee"),
        ),
        sa.CheckConstraint("most_days IS NULL OR most_days > 0", name=op.f("ck_event_settings_most_days")),
        sa.CheckConstraint("notice_days BETWEEN 0 AND 120", name=op.f("ck_event_settings_notice_days")),
        sa.CheckConstraint(
            "principal_guests IS NULL OR principal_guests > 0",
            name=op.f("ck_event_settings_principal_guests"),
        ),
        sa.CheckConstraint(
            "single_fee_ore IS NULL OR single_fee_ore >= 0", name=op.f("ck_event_settings_single_fee")
        ),
        sa.CheckConstraint("turnover_days BETWEEN 1 AND 120", name=op.f("ck_event_settings_turnover_days")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_event_settings_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", name=op.f("pk_event_settings")),
    )
    op.create_table(
        "import_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "register",
                "spreadsheet",
                name="importsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("written", sa.String(length=120), nullable=False),
        sa.Column("meaning", sa.String(length=40), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("subject IN ('column', 'type_code')", name=op.f("ck_import_mappings_subject")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_import_mappings_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mappings")),
        sa.UniqueConstraint(
            "municipality_id",
            "source",
            "subject",
            "written",
            name=op.f("uq_import_mappings_municipality_id_source_subject_written"),
        ),
    )
    op.create_table(
        "inspection_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("for_day", sa.Date(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_inspection_lists_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_inspection_lists_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_lists")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_inspection_lists_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "number", name=op.f("uq_inspection_lists_municipality_id_number")
        ),
    )
    op.create_table(
        "register_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "register",
                "spreadsheet",
                name="importsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "take_over",
                "compare",
                name="importpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "staging",
                "staged",
                "applied",
                "undone",
                "discarded",
                name="importstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_staged", sa.Integer(), nullable=False),
        sa.Column("rows_elsewhere", sa.Integer(), nullable=False),
        sa.Column("rows_not_ours", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_register_imports_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_register_imports_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_imports")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_register_imports_municipality_id_id")),
    )
    with op.batch_alter_table("register_imports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_register_imports_municipality_id_made_at_id"),
            ["municipality_id", "made_at", "id"],
            unique=False,
        )

    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "managers",
                "influence",
                "area",
                "area_once",
                "groups",
                "hours",
                "hours_once",
                "concept",
                "transfer",
                "surrender",
                "death",
                "bankruptcy",
                "unused",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_changes_last_day_after_first")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_changes_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_changes_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint("municipality_id", "case_id", name=op.f("uq_changes_municipality_id_case_id")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_changes_municipality_id_id")),
    )
    op.create_table(
        "conduct_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "conduct_holder",
                "conduct_manager",
                "conduct_serving_place",
                name="conductquestion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column(
            "law",
            sa.Enum(
                "alcohol",
                "related",
                "tax",
                "accounting",
                "criminal",
                "equality",
                "other",
                name="conductlaw",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_conduct_answers_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_conduct_answers_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_conduct_answers_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_conduct_answers_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conduct_answers")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_conduct_answers_municipality_id_id")),
    )
    with op.batch_alter_table("conduct_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conduct_answers_municipality_id_case_id"),
            ["municipality_id", "case_id"],
            unique=False,
        )

    op.create_table(
        "criterion_weighings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("weighed_by_id", sa.Integer(), nullable=False),
        sa.Column("weighed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["weighed_by_id"], ["users.id"], name=op.f("fk_criterion_weighings_weighed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_criterion_weighings_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_criterion_weighings_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_weighings")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_criterion_weighings_municipality_id_id")),
    )
    with op.batch_alter_table("criterion_weighings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_criterion_weighings_municipality_id_case_id"),
            ["municipality_id", "case_id"],
            unique=False,
        )

    op.create_table(
        "test_sittings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale",
                "serving",
                "inspection",
                name="testkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("registered_by_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint('"right" BETWEEN 0 AND questions', name=op.f("ck_test_sittings_right_of_all")),
        sa.CheckConstraint("questions > 0", name=op.f("ck_test_sittings_some_questions")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_test_sittings_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_test_sittings_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["users.id"], name=op.f("fk_test_sittings_registered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_sittings")),
        sa.UniqueConstraint(
            "municipality_id",
            "person_id",
            "kind",
            "held_on",
            name=op.f("uq_test_sittings_municipality_id_person_id_kind_held_on"),
        ),
    )
    with op.batch_alter_table("test_sittings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_test_sittings_municipality_id_held_on_id"),
            ["municipality_id", "held_on", "id"],
            unique=False,
        )

    op.create_table(
        "ownerships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("company_name", sa.String(length=160), nullable=False),
        sa.Column("company_number", sa.String(length=9), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(person_id IS NULL) = (company_name <> '')", name=op.f("ck_ownerships_person_or_company")
        ),
        sa.CheckConstraint(
            "share IS NULL OR share BETWEEN 0 AND 10000", name=op.f("ck_ownerships_share_of_the_whole")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "holder_id"],
            ["holders.municipality_id", "holders.id"],
            name=op.f("fk_ownerships_municipality_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "parent_id"],
            ["ownerships.municipality_id", "ownerships.id"],
            name=op.f("fk_ownerships_municipality_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["persons.municipality_id", "persons.id"],
            name=op.f("fk_ownerships_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_ownerships_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownerships")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_ownerships_municipality_id_id")),
    )
    with op.batch_alter_table("ownerships", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ownerships_municipality_id_holder_id"),
            ["municipality_id", "holder_id"],
            unique=False,
        )

    op.create_table(
        "serving_place_licences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_since", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "holder_id"],
            ["holders.municipality_id", "holders.id"],
            name=op.f("fk_serving_place_licences_municipality_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "venue_id"],
            ["venues.municipality_id", "venues.id"],
            name=op.f("fk_serving_place_licences_municipality_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_serving_place_licences_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serving_place_licences")),
        sa.UniqueConstraint(
            "municipality_id", "id", name=op.f("uq_serving_place_licences_municipality_id_id")
        ),
        sa.UniqueConstraint(
            "municipality_id", "number", name=op.f("uq_serving_place_licences_municipality_id_number")
        ),
    )
    with op.batch_alter_table("serving_place_licences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_serving_place_licences_municipality_id_venue_id"),
            ["municipality_id", "venue_id"],
            unique=False,
        )

    op.create_table(
        "change_licences",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "change_id"],
            ["changes.municipality_id", "changes.id"],
            name=op.f("fk_change_licences_municipality_id_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_change_licences_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_change_licences_municipality_id")
        ),
        sa.PrimaryKeyConstraint("change_id", "licence_id", name=op.f("pk_change_licences")),
    )
    with op.batch_alter_table("change_licences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_licences_municipality_id_licence_id"),
            ["municipality_id", "licence_id"],
            unique=False,
        )

    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "new",
                "changed",
                "same",
                "double",
                "impossible",
                "elsewhere",
                name="rowoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("licence_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "import_id"],
            ["register_imports.municipality_id", "register_imports.id"],
            name=op.f("fk_import_rows_municipality_id_import_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_import_rows_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_import_rows_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.UniqueConstraint(
            "municipality_id", "import_id", "line", name=op.f("uq_import_rows_municipality_id_import_id_line")
        ),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_rows_municipality_id_import_id_outcome_line"),
            ["municipality_id", "import_id", "outcome", "line"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_import_rows_municipality_id_import_id_key"),
            ["municipality_id", "import_id", "key"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_import_rows_municipality_id_licence_id"),
            ["municipality_id", "licence_id"],
            unique=False,
        )

    op.create_table(
        "licence_suspensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day",
            name=op.f("ck_licence_suspensions_last_day_after_first"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_licence_suspensions_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_licence_suspensions_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_licence_suspensions_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_suspensions")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "first_day",
            name=op.f("uq_licence_suspensions_municipality_id_licence_id_first_day"),
        ),
    )
    op.create_table(
        "national_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=True),
        sa.Column(
            "duty",
            sa.Enum(
                "enter",
                "change",
                "close",
                "transfer",
                name="nationalduty",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(done_on IS NULL) = (done_by_id IS NULL)", name=op.f("ck_national_tasks_done_has_name")
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["users.id"], name=op.f("fk_national_tasks_done_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_national_tasks_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_national_tasks_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_tasks")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_national_tasks_municipality_id_id")),
    )
    op.create_index(
        "uq_national_tasks_open_key",
        "national_tasks",
        ["municipality_id", "key"],
        unique=True,
        sqlite_where=sa.text("done_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL"),
    )
    with op.batch_alter_table("national_tasks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_national_tasks_municipality_id_done_on_since_id"),
            ["municipality_id", "done_on", "since", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_national_tasks_municipality_id_licence_id"),
            ["municipality_id", "licence_id"],
            unique=False,
        )

    op.create_table(
        "room_occupancies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_room_occupancies_last_day_after_first")
        ),
        sa.CheckConstraint(
            'start >= 0 AND "end" > start AND "end" <= 1800',
            name=op.f("ck_room_occupancies_hours_of_a_service_day"),
        ),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_room_occupancies_weekday")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "holder_id"],
            ["holders.municipality_id", "holders.id"],
            name=op.f("fk_room_occupancies_municipality_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_room_occupancies_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "room_id"],
            ["rooms.municipality_id", "rooms.id"],
            name=op.f("fk_room_occupancies_municipality_id_room_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_room_occupancies_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_occupancies")),
    )
    with op.batch_alter_table("room_occupancies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_occupancies_municipality_id_licence_id"),
            ["municipality_id", "licence_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_room_occupancies_municipality_id_room_id_weekday"),
            ["municipality_id", "room_id", "weekday"],
            unique=False,
        )

    op.create_table(
        "occasions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("guests", sa.Integer(), nullable=True),
        sa.Column("age_limit", sa.Integer(), nullable=True),
        sa.Column("guards", sa.Integer(), nullable=True),
        sa.Column("circle_fixed", sa.Boolean(), nullable=True),
        sa.Column("tickets", sa.Boolean(), nullable=True),
        sa.Column("sign_up", sa.Boolean(), nullable=True),
        sa.Column("member_meeting", sa.Boolean(), nullable=True),
        sa.Column("advertised", sa.Boolean(), nullable=True),
        sa.Column("wholesale", sa.Boolean(), nullable=False),
        sa.Column("internal_control_waived", sa.Boolean(), nullable=False),
        sa.Column("internal_control_reason", sa.String(length=400), nullable=False),
        sa.Column("late_accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("late_reason", sa.String(length=400), nullable=False),
        sa.Column(
            "principle",
            sa.Enum(
                "ordinary",
                "decide_here",
                "lift",
                name="principle",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("principle_reason", sa.String(length=400), nullable=False),
        sa.Column("principle_by_id", sa.Integer(), nullable=True),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("fee_ore", sa.Integer(), nullable=True),
        sa.Column("fee_basis", sa.String(length=160), nullable=False),
        sa.Column("turnover_due_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(principle = 'ordinary') = (principle_by_id IS NULL)",
            name=op.f("ck_occasions_principle_has_person"),
        ),
        sa.CheckConstraint("fee_ore IS NULL OR fee_ore >= 0", name=op.f("ck_occasions_fee_not_negative")),
        sa.CheckConstraint("guards IS NULL OR guards >= 0", name=op.f("ck_occasions_guards_not_negative")),
        sa.CheckConstraint("guests IS NULL OR guests >= 0", name=op.f("ck_occasions_guests_not_negative")),
        sa.ForeignKeyConstraint(
            ["late_accepted_by_id"], ["users.id"], name=op.f("fk_occasions_late_accepted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "application_id"],
            ["applications.municipality_id", "applications.id"],
            name=op.f("fk_occasions_municipality_id_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "copied_from_id"],
            ["applications.municipality_id", "applications.id"],
            name=op.f("fk_occasions_municipality_id_copied_from_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_occasions_municipality_id")
        ),
        sa.ForeignKeyConstraint(["principle_by_id"], ["users.id"], name=op.f("fk_occasions_principle_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasions")),
        sa.UniqueConstraint(
            "municipality_id", "application_id", name=op.f("uq_occasions_municipality_id_application_id")
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_occasions_municipality_id_id")),
    )
    op.create_table(
        "occasion_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            'start >= 0 AND "end" > start AND "end" <= 1800',
            name=op.f("ck_occasion_days_hours_of_a_service_day"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "occasion_id"],
            ["occasions.municipality_id", "occasions.id"],
            name=op.f("fk_occasion_days_municipality_id_occasion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "room_id"],
            ["rooms.municipality_id", "rooms.id"],
            name=op.f("fk_occasion_days_municipality_id_room_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_occasion_days_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion_days")),
        sa.UniqueConstraint(
            "municipality_id",
            "occasion_id",
            "room_id",
            "day",
            name=op.f("uq_occasion_days_municipality_id_occasion_id_room_id_day"),
        ),
    )
    with op.batch_alter_table("occasion_days", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_occasion_days_municipality_id_day_occasion_id"),
            ["municipality_id", "day", "occasion_id"],
            unique=False,
        )


def _add_columns() -> None:
    with op.batch_alter_table("applications") as table:
        table.add_column(sa.Column("type", sa.String(40), nullable=False, server_default="permanent"))
        table.add_column(sa.Column("first_day", sa.Date(), nullable=True))
        table.add_column(sa.Column("season_from", sa.String(5), nullable=True))
        table.add_column(sa.Column("season_to", sa.String(5), nullable=True))
        table.add_column(sa.Column("extensions", sa.String(60), nullable=False, server_default=""))
        table.add_column(sa.Column("production", sa.Text(), nullable=True))
        table.add_column(sa.Column("other_municipalities", sa.String(160), nullable=False, server_default=""))
        table.add_column(sa.Column("transfer_of_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_applications_transfer_of",
            "licences",
            ["municipality_id", "transfer_of_id"],
            ["municipality_id", "id"],
        )
        table.drop_constraint(op.f("ck_applications_group_set"), type_="check")
        table.drop_constraint(op.f("ck_applications_sale_is_group_1"), type_="check")
        table.create_check_constraint(op.f("ck_applications_licencetype"), _one_of("type", LICENCE_TYPES))
        table.create_check_constraint(
            op.f("ck_applications_group_set"), _one_of("groups", ("1", "1,2", "1,2,3", "2,3"))
        )
        table.create_check_constraint(
            op.f("ck_applications_outlet_is_groups_2_and_3"), "groups <> '2,3' OR type = 'outlet'"
        )
        table.create_check_constraint(
            op.f("ck_applications_sale_is_group_1"),
            "kind <> 'sale' OR groups = '1' OR type = 'outlet'"
            " OR (groups = '1,2' AND extensions LIKE '%farm_sale%')",
        )
        table.create_check_constraint(
            op.f("ck_applications_season_is_whole"), "(season_from IS NULL) = (season_to IS NULL)"
        )
    with op.batch_alter_table("cases") as table:
        table.add_column(sa.Column("matter", sa.String(40), nullable=False, server_default="licence"))
        table.create_check_constraint(op.f("ck_cases_matter"), _one_of("matter", MATTERS))
        table.create_index("ix_cases_matter", ["municipality_id", "matter", "received_on", "id"])
    for name in ("decisions", "proposals"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("first_day", sa.Date(), nullable=True))
            table.add_column(sa.Column("days", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("delegation_rows") as table:
        table.add_column(sa.Column("matter", sa.String(40), nullable=True))
        table.create_check_constraint(op.f("ck_delegation_rows_matter"), _one_of("matter", MATTERS))
        table.drop_constraint(
            op.f("uq_delegation_rows_municipality_id_kind_outcome_first_day"), type_="unique"
        )
        table.create_unique_constraint(
            op.f("uq_delegation_rows_municipality_id_kind_outcome_matter_first_day"),
            ["municipality_id", "kind", "outcome", "matter", "first_day"],
        )
    # What was delegated before there was anything else was delegated for applications for licences.
    op.execute("UPDATE delegation_rows SET matter = 'licence'")
    with op.batch_alter_table("licences") as table:
        table.add_column(sa.Column("type", sa.String(40), nullable=False, server_default="permanent"))
        table.add_column(sa.Column("national_number", sa.String(40), nullable=True))
        table.create_check_constraint(op.f("ck_licences_licencetype"), _one_of("type", LICENCE_TYPES))
        table.create_unique_constraint(
            op.f("uq_licences_municipality_id_national_number"), ["municipality_id", "national_number"]
        )
    with op.batch_alter_table("licence_periods") as table:
        table.add_column(sa.Column("continuation_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_licence_periods_municipality_id_continuation_id"),
            "continuations",
            ["municipality_id", "continuation_id"],
            ["municipality_id", "id"],
        )
    with op.batch_alter_table("licence_terms") as table:
        table.add_column(sa.Column("room_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_licence_terms_municipality_id_room_id"),
            "rooms",
            ["municipality_id", "room_id"],
            ["municipality_id", "id"],
        )
    with op.batch_alter_table("municipalities") as table:
        table.add_column(sa.Column("substantial_share", sa.Integer(), nullable=True))
        table.add_column(sa.Column("dominating_share", sa.Integer(), nullable=True))
    with op.batch_alter_table("parties") as table:
        table.add_column(sa.Column("influence", sa.String(40), nullable=True))
        table.add_column(sa.Column("close_persons", sa.String(400), nullable=False, server_default=""))
        table.add_column(sa.Column("lived_abroad", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("certificate_on", sa.Date(), nullable=True))
        table.create_check_constraint(
            op.f("ck_parties_influence"), _one_of("influence", ("ownership", "returns", "leadership"))
        )


WIDENED = (
    ("licence_terms", "attribute", "attribute", ATTRIBUTES),
    ("venues", "category", "venuecategory", VENUE_CATEGORIES),
    ("applications", "category", "venuecategory", VENUE_CATEGORIES),
    ("events", "type", "eventtype", EVENT_TYPES),
    ("letters", "kind", "letterkind", LETTER_KINDS),
)


def _widen_enums() -> None:
    for table_name, column, name, values in WIDENED:
        constraint = op.f(f"ck_{table_name}_{name}")
        with op.batch_alter_table(table_name) as table:
            table.drop_constraint(constraint, type_="check")
            table.create_check_constraint(constraint, _one_of(column, values))


# Two holders never have one room at the same time: alkoholloven § 4-1.
EXCLUSION = """
ALTER TABLE room_occupancies ADD CONSTRAINT ex_room_occupancies_one_holder EXCLUDE USING gist (
    room_id WITH =,
    municipality_id WITH =,
    weekday WITH =,
    holder_id WITH <>,
    daterange(first_day, last_day, '[]') WITH &&,
    int4range(start, "end") WITH &&
)
"""
GUARD = """
CREATE TRIGGER room_occupancies_one_holder_{act} BEFORE {act} ON room_occupancies
WHEN EXISTS (
    SELECT 1 FROM room_occupancies AS other
    WHERE other.municipality_id = NEW.municipality_id
      AND other.room_id = NEW.room_id
      AND other.weekday = NEW.weekday
      AND other.holder_id <> NEW.holder_id
      AND other.id IS NOT NEW.id
      AND other.first_day <= NEW.last_day AND NEW.first_day <= other.last_day
      AND other.start < NEW."end" AND NEW.start < other."end"
)
BEGIN SELECT RAISE(ABORT, 'ex_room_occupancies_one_holder'); END
"""


def _guard_rooms() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(EXCLUSION)
    else:
        for act in ("INSERT", "UPDATE"):
            op.execute(GUARD.format(act=act))


# What 0001 knows of licences and rooms, as far as it says which rooms are taken when.
LICENCES = sa.table(
    "licences",
    *(sa.column(name, sa.Integer()) for name in ("municipality_id", "id", "holder_id")),
    sa.column("kind", sa.String()),
    sa.column("granted_on", sa.Date()),
    sa.column("ended_on", sa.Date()),
)


def _dated() -> list[Any]:
    return [sa.column("first_day", sa.Date()), sa.column("last_day", sa.Date())]


LICENCE_ROOMS = sa.table(
    "licence_rooms", sa.column("licence_id", sa.Integer()), sa.column("room_id", sa.Integer()), *_dated()
)
ROOMS = sa.table("rooms", sa.column("id", sa.Integer()), sa.column("area", sa.String()))
PERIODS = sa.table("licence_periods", sa.column("licence_id", sa.Integer()), *_dated())
TERMS = sa.table(
    "licence_terms",
    *(sa.column(name, sa.Integer()) for name in ("licence_id", "group", "decision_number")),
    *(sa.column(name, sa.String()) for name in ("attribute", "area", "value")),
    sa.column("decided_on", sa.Date()),
    *_dated(),
)
OCCUPANCIES = sa.table(
    "room_occupancies",
    *(
        sa.column(name, sa.Integer())
        for name in ("municipality_id", "licence_id", "holder_id", "room_id", "weekday", "start", "end")
    ),
    *_dated(),
)
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
# Where no hours are known, the law's outermost are taken: 06:00 to 03:00.
OUTERMOST = (360, 1620)


def _fill_rooms() -> None:
    """Let the licences that stand here take their rooms.

    Two holders who already share a room stand as they are: the later licence leaves out the hours that
    meet, and the pages of both name the other.
    """
    bind = op.get_bind()
    rooms, periods, terms = (
        _by_licence(bind, statement)
        for statement in (
            sa.select(LICENCE_ROOMS, ROOMS.c.area).join(ROOMS, ROOMS.c.id == LICENCE_ROOMS.c.room_id),
            sa.select(PERIODS),
            sa.select(TERMS).where(TERMS.c.attribute == "hours"),
        )
    )
    kept: dict[tuple[int, int], list[dict[str, Any]]] = {}
    serving = sa.select(LICENCES).where(LICENCES.c.kind == "serving")
    for licence in bind.execute(serving.order_by(LICENCES.c.granted_on, LICENCES.c.id)).mappings():
        known = terms.get(licence["id"], [])
        for room in rooms.get(licence["id"], []):
            for period in periods.get(licence["id"], []):
                ends = [period["last_day"], room["last_day"], licence["ended_on"]]
                first_day = max(period["first_day"], room["first_day"])
                last_day = min(day for day in ends if day is not None)
                for row in _weeks(licence, room, known, first_day, last_day):
                    others = kept.setdefault((row["room_id"], row["weekday"]), [])
                    if not any(_meet(row, other) for other in others):
                        others.append(row)
    filled = [row for rows_of_day in kept.values() for row in rows_of_day]
    if filled:
        bind.execute(OCCUPANCIES.insert(), filled)


def _by_licence(bind: sa.Connection, statement: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in bind.execute(statement).mappings():
        found.setdefault(row["licence_id"], []).append(row)
    return found


def _weeks(
    licence: Any, room: Any, terms: list[Any], first_day: date, last_day: date
) -> Iterable[dict[str, Any]]:
    turns = {first_day, *(term["first_day"] for term in terms)}
    turns |= {term["last_day"] + A_DAY for term in terms if term["last_day"] is not None}
    begins = sorted(day for day in turns if first_day <= day <= last_day)
    for begin, following in zip(begins, [*begins[1:], last_day + A_DAY], strict=False):
        for day in (begin + step * A_DAY for step in range(7)):
            if day < following:
                for start, end in _hours(terms, room["area"], day):
                    yield {
                        "municipality_id": licence["municipality_id"],
                        "licence_id": licence["id"],
                        "holder_id": licence["holder_id"],
                        "room_id": room["room_id"],
                        "weekday": day.isoweekday(),
                        "first_day": day,
                        "last_day": day + (following - A_DAY - day) // A_WEEK * A_WEEK,
                        "start": start,
                        "end": end,
                    }


def _hours(terms: list[Any], area: str, day: date) -> list[tuple[int, int]]:
    """The hours of a day over all groups: of each group those of the latest decision."""
    latest: dict[int | None, Any] = {}
    for term in sorted(terms, key=lambda term: (term["decided_on"], term["decision_number"])):
        ends = term["last_day"]
        if term["area"] in (None, area) and term["first_day"] <= day and (ends is None or day <= ends):
            latest[term["group"]] = term
    if not latest:
        return [OUTERMOST]
    found: list[tuple[int, int]] = []
    lines = (line for term in latest.values() for line in json.loads(term["value"]))
    for start, end in sorted(
        (line["start"], line["end"]) for line in lines if day.isoweekday() in line["weekdays"]
    ):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (
        one["holder_id"] != other["holder_id"]
        and one["first_day"] <= other["last_day"]
        and other["first_day"] <= one["last_day"]
        and one["start"] < other["end"]
        and other["start"] < one["end"]
    )
