"""Let the policy hold every local rule: families of rules, versions, criteria fixed beforehand, try-outs

Revises 0002.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

POLICY_STATES = ("draft", "in_force", "discarded")
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
    "policy_begun",
    "policy_changed",
    "policy_discarded",
    "policy_adopted",
    "policy_ended",
    "policy_point_answered",
    "policy_tried_out",
    "venue_zoned",
    "policy_fact_answered",
    "special_ground_given",
    "criteria_changed",
    "criteria_locked",
    "criterion_scored",
)
ONE_DAY = timedelta(days=1)


def _one_of(column: str, values: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    """Move every local rule into the policies, and make room for what policies are used for."""
    _make_tables()
    _add_columns()
    _convert()
    _drop_what_is_converted()
    _guard()


def _make_tables() -> None:
    op.create_table(
        "criteria_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "plain", "weighted", name="criteriaform", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "sale", "serving", name="licencekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("applications_open_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(length=160), nullable=False),
        sa.Column("locked_on", sa.Date(), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by_id", sa.Integer(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "locked_on IS NULL OR (decided_on IS NOT NULL AND reference <> '' AND decided_on <= locked_on AND locked_on < applications_open_on)",
            name=op.f("ck_criteria_sets_locked_before_applications_open"),
        ),
        sa.CheckConstraint(
            "(locked_on IS NULL) = (locked_at IS NULL) AND (locked_on IS NULL) = (locked_by_id IS NULL)",
            name=op.f("ck_criteria_sets_locked_whole_or_not"),
        ),
        sa.CheckConstraint(
            "places IS NULL OR places >= 0", name=op.f("ck_criteria_sets_places_not_negative")
        ),
        sa.ForeignKeyConstraint(["locked_by_id"], ["users.id"], name=op.f("fk_criteria_sets_locked_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_criteria_sets_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria_sets")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_criteria_sets_municipality_id_id")),
    )
    op.create_table(
        "fixed_criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("guide", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("highest BETWEEN 1 AND 10", name=op.f("ck_fixed_criteria_highest")),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_fixed_criteria_weight")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "set_id"],
            ["criteria_sets.municipality_id", "criteria_sets.id"],
            name=op.f("fk_fixed_criteria_municipality_id_set_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_fixed_criteria_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixed_criteria")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_fixed_criteria_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "set_id",
            "position",
            name=op.f("uq_fixed_criteria_municipality_id_set_id_position"),
        ),
    )
    op.create_table(
        "policy_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("point", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_policy_answers_answered_by_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_answers_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_answers")),
        sa.UniqueConstraint("policy_id", "point", name=op.f("uq_policy_answers_policy_id_point")),
    )
    op.create_table(
        "policy_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_policy_facts_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_policy_facts_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_policy_facts_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_facts")),
    )
    with op.batch_alter_table("policy_facts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_facts_municipality_id_case_id"),
            ["municipality_id", "case_id"],
            unique=False,
        )

    op.create_table(
        "policy_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "hours",
                "opening",
                "cap",
                "place",
                "condition",
                "factor",
                "event",
                "delegation",
                "statements",
                "turnover",
                "renewal",
                "fee",
                "points",
                "other",
                name="rulekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_policy_rules_position_from_one")),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_rules_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_rules")),
        sa.UniqueConstraint("policy_id", "code", name=op.f("uq_policy_rules_policy_id_code")),
    )
    with op.batch_alter_table("policy_rules", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_rules_policy_id_position"), ["policy_id", "position"], unique=False
        )

    op.create_table(
        "special_grounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["given_by_id"], ["users.id"], name=op.f("fk_special_grounds_given_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_special_grounds_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_special_grounds_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_grounds")),
    )
    with op.batch_alter_table("special_grounds", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_special_grounds_municipality_id_case_id"),
            ["municipality_id", "case_id"],
            unique=False,
        )

    op.create_table(
        "tryouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("policy_edition", sa.Integer(), nullable=False),
        sa.Column("other_policy_id", sa.Integer(), nullable=True),
        sa.Column("other_edition", sa.Integer(), nullable=True),
        sa.Column("present_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "stopped",
                "done",
                name="tryoutstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("last_licence_id", sa.Integer(), nullable=False),
        sa.Column("last_case_id", sa.Integer(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND done <= whole", name=op.f("ck_tryouts_done_of_whole")),
        sa.CheckConstraint(
            "(other_policy_id IS NULL) = (other_edition IS NULL)", name=op.f("ck_tryouts_edition_of_other")
        ),
        sa.ForeignKeyConstraint(["begun_by_id"], ["users.id"], name=op.f("fk_tryouts_begun_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_tryouts_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_policy_id"], ["policies.id"], name=op.f("fk_tryouts_other_policy_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_tryouts_policy_id")),
        sa.ForeignKeyConstraint(["present_id"], ["policies.id"], name=op.f("fk_tryouts_present_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tryouts")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_tryouts_municipality_id_id")),
    )
    op.create_table(
        "venue_zones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("placed_by_id", sa.Integer(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "venue_id"],
            ["venues.municipality_id", "venues.id"],
            name=op.f("fk_venue_zones_municipality_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_venue_zones_municipality_id")
        ),
        sa.ForeignKeyConstraint(["placed_by_id"], ["users.id"], name=op.f("fk_venue_zones_placed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_zones")),
        sa.UniqueConstraint(
            "municipality_id", "venue_id", "zone", name=op.f("uq_venue_zones_municipality_id_venue_id_zone")
        ),
    )
    op.create_table(
        "criterion_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("scored_by_id", sa.Integer(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("score >= 0", name=op.f("ck_criterion_scores_not_negative")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "criterion_id"],
            ["fixed_criteria.municipality_id", "fixed_criteria.id"],
            name=op.f("fk_criterion_scores_municipality_id_criterion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "set_id"],
            ["criteria_sets.municipality_id", "criteria_sets.id"],
            name=op.f("fk_criterion_scores_municipality_id_set_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "venue_id"],
            ["venues.municipality_id", "venues.id"],
            name=op.f("fk_criterion_scores_municipality_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_criterion_scores_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["scored_by_id"], ["users.id"], name=op.f("fk_criterion_scores_scored_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_scores")),
    )
    with op.batch_alter_table("criterion_scores", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_criterion_scores_municipality_id_set_id_venue_id"),
            ["municipality_id", "set_id", "venue_id"],
            unique=False,
        )

    op.create_table(
        "policy_departures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column(
            "sort",
            sa.Enum(
                "exception",
                "departure",
                name="departuresort",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_policy_departures_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "decision_id"],
            ["decisions.municipality_id", "decisions.id"],
            name=op.f("fk_policy_departures_municipality_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_policy_departures_municipality_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_departures_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_departures")),
        sa.UniqueConstraint(
            "municipality_id",
            "decision_id",
            "rule",
            name=op.f("uq_policy_departures_municipality_id_decision_id_rule"),
        ),
    )
    with op.batch_alter_table("policy_departures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_departures_municipality_id_rule"), ["municipality_id", "rule"], unique=False
        )

    op.create_table(
        "tryout_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tryout_id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("sort_key", sa.String(length=160), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("other_result", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(licence_id IS NULL) <> (case_id IS NULL)", name=op.f("ck_tryout_rows_licence_or_case")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "case_id"],
            ["cases.municipality_id", "cases.id"],
            name=op.f("fk_tryout_rows_municipality_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_tryout_rows_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "tryout_id"],
            ["tryouts.municipality_id", "tryouts.id"],
            name=op.f("fk_tryout_rows_municipality_id_tryout_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_tryout_rows_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tryout_rows")),
        sa.UniqueConstraint("municipality_id", "tryout_id", "case_id", name="uq_tryout_rows_case"),
        sa.UniqueConstraint("municipality_id", "tryout_id", "licence_id", name="uq_tryout_rows_licence"),
    )
    with op.batch_alter_table("tryout_rows", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tryout_rows_result",
            ["municipality_id", "tryout_id", "result", "sort_key", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_tryout_rows_other_result",
            ["municipality_id", "tryout_id", "other_result", "sort_key", "id"],
            unique=False,
        )

    op.create_table(
        "tryout_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tryout_id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("cap", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("side IN (0, 1)", name=op.f("ck_tryout_seats_one_side_or_the_other")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_tryout_seats_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "tryout_id"],
            ["tryouts.municipality_id", "tryouts.id"],
            name=op.f("fk_tryout_seats_municipality_id_tryout_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_tryout_seats_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tryout_seats")),
        sa.UniqueConstraint(
            "municipality_id",
            "tryout_id",
            "side",
            "cap",
            "place",
            "licence_id",
            name="uq_tryout_seats_licence",
        ),
    )
    with op.batch_alter_table("tryout_seats", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tryout_seats_granted",
            ["municipality_id", "tryout_id", "side", "cap", "place", "granted_on", "id"],
            unique=False,
        )


def _add_columns() -> None:
    with op.batch_alter_table("policies") as table:
        table.add_column(sa.Column("series", sa.String(60), nullable=False, server_default=""))
        table.add_column(sa.Column("state", sa.String(40), nullable=False, server_default="in_force"))
        table.add_column(sa.Column("source", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("frame", sa.Text(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("adopted_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True))
        table.alter_column(
            "decided", existing_type=sa.String(160), type_=sa.String(200), existing_nullable=False
        )
        table.create_check_constraint(op.f("ck_policies_policystate"), _one_of("state", POLICY_STATES))
        table.create_foreign_key(op.f("fk_policies_follows_id"), "policies", ["follows_id"], ["id"])
        table.create_foreign_key(op.f("fk_policies_adopted_by_id"), "users", ["adopted_by_id"], ["id"])
    op.execute("UPDATE policies SET series = 'policy-' || id")
    with op.batch_alter_table("policies") as table:
        table.create_unique_constraint(op.f("uq_policies_series_version"), ["series", "version"])
    with op.batch_alter_table("policy_municipalities") as table:
        table.add_column(sa.Column("last_day", sa.Date(), nullable=True))
    with op.batch_alter_table("assessments") as table:
        table.add_column(sa.Column("policy_id", sa.Integer(), nullable=True))
        table.alter_column(
            "policy_version", existing_type=sa.String(80), type_=sa.String(180), existing_nullable=False
        )
        table.create_foreign_key(op.f("fk_assessments_policy_id"), "policies", ["policy_id"], ["id"])
    op.add_column("licence_conditions", sa.Column("due_on", sa.Date(), nullable=True))
    with op.batch_alter_table("decisions") as table:
        table.add_column(sa.Column("delegation_policy_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("delegation_rule", sa.String(60), nullable=False, server_default=""))
        table.add_column(sa.Column("delegation_basis", sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key(
            op.f("fk_decisions_delegation_policy_id"), "policies", ["delegation_policy_id"], ["id"]
        )
        table.create_check_constraint(
            op.f("ck_decisions_rule_of_a_policy"), "delegation_rule = '' OR delegation_policy_id IS NOT NULL"
        )
    constraint = op.f("ck_events_eventtype")
    with op.batch_alter_table("events") as table:
        table.drop_constraint(constraint, type_="check")
        table.create_check_constraint(constraint, _one_of("type", EVENT_TYPES))


def _drop_what_is_converted() -> None:
    with op.batch_alter_table("decisions") as table:
        table.drop_constraint(op.f("fk_decisions_municipality_id_delegation_id"), type_="foreignkey")
        table.drop_column("delegation_id")
    for name in (
        "policy_hours",
        "policy_caps",
        "policy_criteria",
        "condition_templates",
        "delegation_rows",
        "council_quotas",
        "event_settings",
    ):
        op.drop_table(name)


# What stood in tables of its own, as far as it is converted.
def _columns(*names: str, kind: Any = sa.String) -> list[Any]:
    return [sa.column(name, kind()) for name in names]


def _dated() -> list[Any]:
    return _columns("first_day", "last_day", kind=sa.Date)


POLICIES = sa.table(
    "policies",
    *_columns("id", "version", "edition", kind=sa.Integer),
    *_columns("name", "series", "state", "decided", "source", "frame"),
    sa.column("invented", sa.Boolean()),
    *_dated(),
)
MEMBERS = sa.table("policy_municipalities", *_columns("policy_id", "municipality_id", kind=sa.Integer))
RULES = sa.table(
    "policy_rules",
    *_columns("policy_id", "position", kind=sa.Integer),
    *_columns("code", "kind", "body"),
)
CAPS = sa.table(
    "policy_caps",
    *_columns("id", "policy_id", "municipality_id", "highest", kind=sa.Integer),
    *_columns("kind", "paragraph"),
)
HOURS = sa.table(
    "policy_hours",
    *_columns("id", "policy_id", "municipality_id", "earliest", "latest", kind=sa.Integer),
    *_columns("kind", "groups", "area", "weekdays", "paragraph"),
)
CRITERIA = sa.table(
    "policy_criteria",
    *_columns("id", "policy_id", kind=sa.Integer),
    *_columns("code", "text", "categories", "kind", "paragraph"),
)
IDENTITIES = sa.table(
    "municipality_identities",
    sa.column("municipality_id", sa.Integer()),
    sa.column("number", sa.String()),
    sa.column("first_day", sa.Date()),
)
DELEGATION = sa.table(
    "delegation_rows",
    *_columns("id", "municipality_id", kind=sa.Integer),
    *_columns("kind", "outcome", "matter", "mode", "body", "basis"),
    sa.column("invented", sa.Boolean()),
    *_dated(),
)
QUOTAS = sa.table(
    "council_quotas",
    *_columns("id", "municipality_id", "number", kind=sa.Integer),
    *_columns("subject", "reference"),
    sa.column("decided_on", sa.Date()),
    sa.column("invented", sa.Boolean()),
    *_dated(),
)
EVENTS = sa.table(
    "event_settings",
    *_columns(
        "municipality_id",
        "notice_days",
        "principal_guests",
        "most_days",
        "turnover_days",
        "single_fee_ore",
        "ambulatory_fee_ore",
        kind=sa.Integer,
    ),
    *_columns("ask_single", "ask_ambulatory", "fees_invented", kind=sa.Boolean),
)
TEMPLATES = sa.table(
    "condition_templates",
    *_columns("id", "municipality_id", kind=sa.Integer),
    *_columns("title", "text", "proof"),
    *_columns("before_use", "active", kind=sa.Boolean),
)
DECISIONS = sa.table(
    "decisions",
    *_columns("id", "municipality_id", "delegation_id", "delegation_policy_id", kind=sa.Integer),
    *_columns("delegation_rule", "delegation_basis"),
    sa.column("decided_on", sa.Date()),
)

CARRIED_OVER = "Videreført fra tidligere innstillinger"
CARRIED_SOURCE = "Det som sto i systemets innstillinger før retningslinjene tok over."
INVENTED = "Oppdiktet."
QUOTA_TYPES = {"ambulatory": "ambulatory", "outlets": "outlet"}


@dataclass
class Held:
    """A policy while it is filled: its period, its municipalities, its rules and documents."""

    id: int
    first_day: date
    last_day: date | None
    municipalities: list[int]
    documents: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    carried_over: bool = False

    def meets(self, first_day: date | None, last_day: date | None) -> bool:
        """Whether a period and the policy's have a day in common."""
        return (self.last_day is None or first_day is None or first_day <= self.last_day) and (
            last_day is None or self.first_day <= last_day
        )

    def days(self, first_day: date | None, last_day: date | None) -> dict[str, str]:
        """The days of a rule, where they are narrower than the policy's."""
        found = {}
        if first_day is not None and first_day > self.first_day:
            found["first_day"] = first_day.isoformat()
        if last_day is not None and (self.last_day is None or last_day < self.last_day):
            found["last_day"] = last_day.isoformat()
        return found


def _convert() -> None:
    bind = op.get_bind()
    numbers: dict[int, str] = {}
    known_from: dict[int, date] = {}
    for row in bind.execute(sa.select(IDENTITIES).order_by(IDENTITIES.c.first_day)):
        numbers[row.municipality_id] = row.number
        known_from.setdefault(row.municipality_id, row.first_day)
    held = _older_policies(bind, numbers)
    undated = {row.municipality_id for table in (EVENTS, TEMPLATES) for row in bind.execute(sa.select(table))}
    begins: dict[int, list[date]] = {}
    for table in (DELEGATION, QUOTAS):
        for row in bind.execute(sa.select(table)):
            begins.setdefault(row.municipality_id, []).append(row.first_day)
    for municipality_id in sorted(undated | set(begins)):
        held += _carried_over(
            bind,
            municipality_id,
            [policy for policy in held if municipality_id in policy.municipalities],
            min(begins.get(municipality_id, []), default=None),
            known_from[municipality_id],
        )
    for rules in (_delegation, _quotas, _events, _templates):
        rules(bind, held, numbers)
    for policy in held:
        _keep(bind, policy, numbers)
    _point_decisions_at_rules(bind, held)


def _older_policies(bind: sa.Connection, numbers: dict[int, str]) -> list[Held]:
    """The policies that stand here, with their caps, hours and criteria as rules."""
    members: dict[int, list[int]] = {}
    for row in bind.execute(sa.select(MEMBERS).order_by(MEMBERS.c.municipality_id)):
        members.setdefault(row.policy_id, []).append(row.municipality_id)
    held = {
        row.id: Held(
            row.id,
            row.first_day,
            row.last_day,
            members.get(row.id, []),
            documents=[{"code": "policy", "kind": "guidelines", "title": row.name}],
        )
        for row in bind.execute(sa.select(POLICIES).order_by(POLICIES.c.id))
    }
    for row in bind.execute(sa.select(CAPS).order_by(CAPS.c.id)):
        held[row.policy_id].rules.append(
            {
                "code": f"cap:{row.id}",
                "kind": "cap",
                "strength": "hard",
                "when": {"kinds": [row.kind]},
                "cap": {
                    "limit": row.highest,
                    "span": "at_once",
                    "counts": "bevillinger",
                    "overflow": "refuse",
                },
                "paragraph": row.paragraph,
                "municipalities": [numbers[row.municipality_id]],
            }
        )
    for row in bind.execute(sa.select(HOURS).order_by(HOURS.c.id)):
        when: dict[str, Any] = {
            "kinds": [row.kind],
            "groups": [int(group) for group in row.groups.split(",")],
            "areas": [row.area],
        }
        if row.weekdays:
            when["weekdays"] = [int(day) for day in row.weekdays.split(",")]
        held[row.policy_id].rules.append(
            {
                "code": f"hours:{row.id}",
                "kind": "hours",
                "strength": "hard",
                "when": when,
                "hours": _said(earliest=row.earliest, latest=row.latest),
                "paragraph": row.paragraph,
                "municipalities": [numbers[row.municipality_id]],
            }
        )
    for row in bind.execute(sa.select(CRITERIA).order_by(CRITERIA.c.id)):
        categories = [name for name in row.categories.split(",") if name]
        held[row.policy_id].rules.append(
            {
                "code": f"criterion:{row.code}",
                "kind": "factor",
                "strength": "factor",
                "when": _said(kinds=[row.kind] if row.kind else None, categories=categories or None),
                "factor": {"text": row.text},
                "paragraph": row.paragraph,
            }
        )
    return list(held.values())


def _carried_over(
    bind: sa.Connection, municipality_id: int, own: list[Held], begins: date | None, known_from: date
) -> Iterator[Held]:
    """A policy for each stretch of days that no policy of the municipality covers but its settings did."""
    start = begins if begins is not None or own else known_from
    for version, (first_day, last_day) in enumerate(_gaps(own, start), start=1):
        made = bind.execute(
            POLICIES.insert()
            .values(
                series=f"settings-{municipality_id}",
                version=version,
                edition=1,
                state="in_force",
                name=CARRIED_OVER,
                decided="",
                source=CARRIED_SOURCE,
                frame="{}",
                invented=False,
                first_day=first_day,
                last_day=last_day,
            )
            .returning(POLICIES.c.id)
        ).scalar_one()
        bind.execute(MEMBERS.insert().values(policy_id=made, municipality_id=municipality_id))
        yield Held(made, first_day, last_day, [municipality_id], carried_over=True)


def _gaps(own: list[Held], start: date | None) -> Iterator[tuple[date, date | None]]:
    """The stretches of days from a start that no policy covers; without a start, those after the first."""
    free: date | None = start
    for policy in sorted(own, key=lambda policy: policy.first_day):
        if free is not None and free < policy.first_day:
            yield free, policy.first_day - ONE_DAY
        if policy.last_day is None:
            return
        following = policy.last_day + ONE_DAY
        free = following if free is None else max(free, following)
    if free is not None:
        yield free, None


def _delegation(bind: sa.Connection, held: list[Held], numbers: dict[int, str]) -> None:
    rows = bind.execute(sa.select(DELEGATION).order_by(DELEGATION.c.first_day, DELEGATION.c.id)).all()
    begun: dict[int, set[date]] = {}
    for row in rows:
        begun.setdefault(row.municipality_id, set()).add(row.first_day)
    for row in rows:
        # Of rows that are equally particular the latest held, which their own first days tell.
        latest_holds = len(begun[row.municipality_id]) > 1
        for policy in _of(held, row.municipality_id, row.first_day, row.last_day):
            policy.rules.append(
                {
                    "code": f"delegation:{row.id}",
                    "kind": "delegation",
                    "strength": "info",
                    "when": {"kinds": [row.kind]} if row.kind else {},
                    "delegation": _said(
                        mode=row.mode,
                        body=row.body,
                        matter=row.matter,
                        outcome=row.outcome,
                        basis=row.basis or None,
                    ),
                    "note": INVENTED if row.invented else "",
                    "municipalities": [numbers[row.municipality_id]],
                    **policy.days(row.first_day, row.last_day),
                    **({"first_day": row.first_day.isoformat()} if latest_holds else {}),
                }
            )


def _quotas(bind: sa.Connection, held: list[Held], numbers: dict[int, str]) -> None:
    rows = bind.execute(sa.select(QUOTAS).order_by(QUOTAS.c.first_day, QUOTAS.c.id)).all()
    for row in rows:
        # Each number held until the next of its subject began.
        nexts = [
            other.first_day - ONE_DAY
            for other in rows
            if (other.municipality_id, other.subject) == (row.municipality_id, row.subject)
            and other.first_day > row.first_day
        ]
        last_day = min([*nexts, *([row.last_day] if row.last_day else [])], default=None)
        for policy in _of(held, row.municipality_id, row.first_day, last_day):
            document = f"quota-{row.id}"
            policy.documents.append(
                {
                    "code": document,
                    "kind": "decision",
                    "title": row.reference,
                    "adopted_on": row.decided_on.isoformat(),
                }
            )
            policy.rules.append(
                {
                    "code": f"quota:{row.id}",
                    "kind": "cap",
                    "strength": "hard",
                    "when": {"types": [QUOTA_TYPES[row.subject]]},
                    "cap": {
                        "limit": row.number,
                        "span": "at_once",
                        "counts": "bevillinger",
                        "overflow": "refuse",
                    },
                    "document": document,
                    "note": INVENTED if row.invented else "",
                    "municipalities": [numbers[row.municipality_id]],
                    **policy.days(row.first_day, last_day),
                }
            )


def _events(bind: sa.Connection, held: list[Held], numbers: dict[int, str]) -> None:
    for row in bind.execute(sa.select(EVENTS).order_by(EVENTS.c.municipality_id)):
        asked = _said(
            notice_days=row.notice_days, most_days=row.most_days, principal_guests=row.principal_guests
        )
        fees = _said(single_ore=row.single_fee_ore, ambulatory_ore=row.ambulatory_fee_ore)
        made: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
            ("asked", "event", {}, asked),
            ("ask-single", "event", {"types": ["single_occasion"]}, {"ask_statements": row.ask_single}),
            ("ask-ambulatory", "event", {"types": ["ambulatory"]}, {"ask_statements": row.ask_ambulatory}),
            ("turnover", "turnover", {"sorts": ["event"]}, {"days_after": row.turnover_days}),
        ]
        if fees:
            made.append(("fees", "fee", {}, fees))
        for policy in _of(held, row.municipality_id, None, None):
            policy.rules += [
                {
                    "code": f"event:{row.municipality_id}:{code}",
                    "kind": kind,
                    "strength": "hard" if kind == "event" else "info",
                    "when": when,
                    kind: effect,
                    "note": INVENTED if kind == "fee" and row.fees_invented else "",
                    "municipalities": [numbers[row.municipality_id]],
                }
                for code, kind, when, effect in made
            ]


def _templates(bind: sa.Connection, held: list[Held], numbers: dict[int, str]) -> None:
    # What was taken out of use stands in the decisions that carry it, and nowhere else.
    active = sa.select(TEMPLATES).where(TEMPLATES.c.active).order_by(TEMPLATES.c.title, TEMPLATES.c.id)
    for row in bind.execute(active):
        for policy in _of(held, row.municipality_id, None, None):
            policy.rules.append(
                {
                    "code": f"condition:{row.id}",
                    "kind": "condition",
                    "strength": "condition",
                    "when": {},
                    "condition": {
                        "text": row.text,
                        "standard": False,
                        **({"proof": row.proof} if row.proof else {}),
                        **({"before_use": True} if row.before_use else {}),
                    },
                    "words": row.title,
                    "municipalities": [numbers[row.municipality_id]],
                }
            )


def _of(
    held: list[Held], municipality_id: int, first_day: date | None, last_day: date | None
) -> Iterator[Held]:
    for policy in held:
        if municipality_id in policy.municipalities and policy.meets(first_day, last_day):
            yield policy


def _said(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _keep(bind: sa.Connection, policy: Held, numbers: dict[int, str]) -> None:
    frame = {
        "municipalities": [numbers[municipality_id] for municipality_id in policy.municipalities],
        **({"documents": policy.documents} if policy.documents else {}),
    }
    row = POLICIES.update().where(POLICIES.c.id == policy.id)
    bind.execute(row.values(frame=_canonical(frame)))
    if policy.carried_over and any(rule.get("note") == INVENTED for rule in policy.rules):
        bind.execute(row.values(invented=True))
    for position, rule in enumerate(policy.rules, start=1):
        if rule["code"].startswith(("cap:", "hours:", "criterion:")):
            rule["document"] = "policy"
        body = {name: value for name, value in rule.items() if value not in ("", {})}
        bind.execute(
            RULES.insert().values(
                policy_id=policy.id,
                position=position,
                code=rule["code"],
                kind=rule["kind"],
                body=_canonical(body),
            )
        )


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _point_decisions_at_rules(bind: sa.Connection, held: list[Held]) -> None:
    """Let each decision keep what it rested on: the rule that its row of delegation has become."""
    basis = {row.id: row.basis for row in bind.execute(sa.select(DELEGATION))}
    where: dict[str, list[Held]] = {}
    for policy in held:
        for rule in policy.rules:
            where.setdefault(rule["code"], []).append(policy)
    resting = sa.select(DECISIONS).where(DECISIONS.c.delegation_id.is_not(None))
    for row in bind.execute(resting).all():
        code = f"delegation:{row.delegation_id}"
        policy = max(
            where[code],
            key=lambda policy: (policy.meets(row.decided_on, row.decided_on), policy.first_day, policy.id),
        )
        bind.execute(
            DECISIONS.update()
            .where(DECISIONS.c.id == row.id)
            .values(
                delegation_policy_id=policy.id,
                delegation_rule=code,
                delegation_basis=basis[row.delegation_id],
            )
        )


# What is settled is never changed: versions of the policy that have left the desk, criteria that a council
# has fixed, and what is only ever added.
SETTLED = (
    "id",
    "series",
    "version",
    "name",
    "decided",
    "source",
    "invented",
    "first_day",
    "frame",
    "follows_id",
    "adopted_by_id",
    "adopted_at",
)
ONLY_ADDED = ("criterion_scores", "policy_departures")
# Table, the column that points to what holds it, that table, and what of it must hold for a change.
HELD_BY = (
    ("policy_rules", "policy_id", "policies", "state = 'draft'"),
    ("policy_answers", "policy_id", "policies", "state = 'draft'"),
    ("policy_municipalities", "policy_id", "policies", "state = 'draft'"),
    ("fixed_criteria", "set_id", "criteria_sets", "locked_at IS NULL"),
)


def _guard() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    if postgres:
        op.execute(REFUSE)
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in SETTLED)
    # A version in force may end earlier than it was to, or be withdrawn before it begins.
    longer = f"NEW.last_day {differs} OLD.last_day AND (NEW.last_day IS NULL OR NEW.last_day > OLD.last_day)"
    back = "NEW.state = 'draft' OR (OLD.state = 'discarded' AND NEW.state <> 'discarded')"
    _refuse("policies", "UPDATE", f"OLD.state <> 'draft' AND ({back} OR {changed} OR ({longer}))")
    _refuse("policies", "DELETE", "OLD.state <> 'draft'")
    _refuse("criteria_sets", "UPDATE", "OLD.locked_at IS NOT NULL")
    _refuse("criteria_sets", "DELETE", "OLD.locked_at IS NOT NULL")
    for table in ONLY_ADDED:
        for act in ("UPDATE", "DELETE"):
            _refuse(table, act, "true" if postgres else "1")
    for table, column, holder, open_while in HELD_BY:
        for act in ("INSERT", "UPDATE", "DELETE"):
            if (table, act) != ("policy_municipalities", "UPDATE"):
                _refuse_unless_open(table, act, column, holder, open_while)
    # A municipality may leave a shared policy before the others do.
    same = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in ("policy_id", "municipality_id"))
    _refuse("policy_municipalities", "UPDATE", f"{same} OR ({longer})")


REFUSE = """
CREATE FUNCTION refuse_what_is_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is settled', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
# What holds the row is locked, so that it is not settled between this look and the commit.
REFUSE_UNLESS = """
CREATE FUNCTION {table}_{act}_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT * FROM {holder} WHERE id IN ({ids}) FOR SHARE) AS held
        WHERE NOT ({open_while})
    ) THEN
        RAISE EXCEPTION '{table} is settled' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN {row};
END $$
"""
REFUSE_UNLESS_ON_SQLITE = """
CREATE TRIGGER {name} BEFORE {act} ON {table}
WHEN EXISTS (SELECT 1 FROM {holder} WHERE id IN ({ids}) AND NOT ({open_while}))
BEGIN SELECT RAISE(ABORT, '{table} is settled'); END
"""


def _refuse(table: str, act: str, when: str) -> None:
    name = f"{table}_settled_{act.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW WHEN ({when})"
            " EXECUTE FUNCTION refuse_what_is_settled()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is settled'); END"
        )


def _refuse_unless_open(table: str, act: str, column: str, holder: str, open_while: str) -> None:
    rows = {"INSERT": ("NEW",), "UPDATE": ("NEW", "OLD"), "DELETE": ("OLD",)}[act]
    ids = ", ".join(f"{row}.{column}" for row in rows)
    name = f"{table}_settled_{act.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        lower = act.lower()
        op.execute(
            REFUSE_UNLESS.format(
                table=table, act=lower, holder=holder, ids=ids, open_while=open_while, row=rows[0]
            )
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION {table}_{lower}_while_open()"
        )
    else:
        op.execute(
            REFUSE_UNLESS_ON_SQLITE.format(
                name=name, table=table, act=act, holder=holder, ids=ids, open_while=open_while
            )
        )
