"""Let fee income be earmarked, spent, planned for and reported on: earmarks, spending, plans, yearly reports

Revises 0004.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

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
    "turnover_round_started",
    "turnover_deadline_moved",
    "turnover_round_closed",
    "turnover_round_reopened",
    "turnover_figures_taken_in",
    "turnover_link_withdrawn",
    "turnover_received",
    "turnover_estimated",
    "attestation_changed",
    "turnover_question_answered",
    "supplier_figures_read",
    "rates_added",
    "fee_year_changed",
    "billing_run_begun",
    "billing_run_stopped",
    "billing_run_ended",
    "fee_reduced",
    "fee_decided",
    "invoice_batch_made",
    "invoice_batch_approved",
    "invoice_batch_discarded",
    "invoice_batch_written",
    "invoice_batch_reversed",
    "payment_file_read",
    "payment_placed",
    "payment_handled",
    "breaches_proposed",
    "breach_notified",
    "breach_discarded",
    "earmark_decided",
    "earmark_changed",
    "earmark_responsible_changed",
    "earmark_year_opened",
    "earmark_year_filled",
    "earmark_year_adjusted",
    "earmark_year_closed",
    "earmark_year_reopened",
    "spending_proposed",
    "spending_changed",
    "spending_retracted",
    "consultation_recorded",
    "consultation_waived",
    "spending_granted",
    "spending_refused",
    "shared_part_answered",
    "spending_released",
    "payout_requested",
    "payout_approved",
    "payout_paid",
    "payout_cancelled",
    "repayment_recorded",
    "spending_reported",
    "grant_complaint_received",
    "grant_complaint_settled",
    "plan_begun",
    "plan_changed",
    "plan_adopted",
    "plan_ended",
    "plan_discarded",
    "measures_read",
    "measure_followed_up",
    "measures_carried_on",
    "hearing_opened",
    "hearing_answered",
    "hearing_answer_treated",
    "hearing_closed",
    "report_begun",
    "report_chapter_written",
    "report_figures_taken",
    "police_figure_entered",
    "report_delivered",
    "report_treated",
    "report_supplemented",
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
    "turnover_call",
    "turnover_reminder",
    "fee_decision",
    "payment_reminder",
    "points_notice",
    "spending_grant",
    "spending_refusal",
    "share_claim",
)
ACCOUNTS = (
    "receivables",
    "fee_income",
    "payments",
    "unplaced",
    "earmark_budget",
    "earmark_carried_in",
    "earmark_carried_out",
    "earmark_left",
    "earmark_reserved",
    "earmark_spent",
    "earmark_returned",
)
ENTRY_KINDS = (
    "claim",
    "credit",
    "payment",
    "placement",
    "reversal",
    "allotment",
    "carrying",
    "reservation",
    "release",
    "spending",
    "repayment",
    "handing_back",
)
ONE_SOURCE = (
    "CASE WHEN line_id IS NULL THEN 0 ELSE 1 END + CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN earmark_year_id IS NULL THEN 0 ELSE 1 END = 1"
)
ONE_SUBJECT = (
    "CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + CASE WHEN licence_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN spending_id IS NULL THEN 0 ELSE 1 END = 1"
)
OF_A_MUNICIPALITY = ["municipality_id", "id"]


def upgrade() -> None:
    """Make the tables of prevention, and let the ledger, letters and documents be about them."""
    _make_tables()
    _let_letters_be_about_spending()
    _let_the_ledger_hold_earmarks()
    with op.batch_alter_table("events") as table:
        _widen(table, "events", "type", "eventtype", EVENT_TYPES)
    _guard()


def _widen(table: object, table_name: str, column: str, name: str, values: Iterable[str]) -> None:
    constraint = op.f(f"ck_{table_name}_{name}")
    table.drop_constraint(constraint, type_="check")
    table.create_check_constraint(constraint, f"{column} IN ({', '.join(repr(value) for value in values)})")


def _let_letters_be_about_spending() -> None:
    for name in ("documents", "letters"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("spending_id", sa.Integer(), nullable=True))
            table.create_index(
                op.f(f"ix_{name}_municipality_id_spending_id"),
                ["municipality_id", "spending_id"],
                unique=False,
            )
            table.create_foreign_key(
                op.f(f"fk_{name}_municipality_id_spending_id"),
                "spendings",
                ["municipality_id", "spending_id"],
                OF_A_MUNICIPALITY,
            )
            table.drop_constraint(op.f(f"ck_{name}_case_or_licence"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_one_subject"), ONE_SUBJECT)
    with op.batch_alter_table("letters") as table:
        _widen(table, "letters", "kind", "letterkind", LETTER_KINDS)


def _let_the_ledger_hold_earmarks() -> None:
    with op.batch_alter_table("ledger_entries") as table:
        for column, target in (
            ("earmark_year_id", "earmark_years"),
            ("part_id", "spending_parts"),
            ("payout_id", "payouts"),
            ("act_id", "earmark_year_acts"),
        ):
            table.add_column(sa.Column(column, sa.Integer(), nullable=True))
            table.create_foreign_key(
                op.f(f"fk_ledger_entries_municipality_id_{column}"),
                target,
                ["municipality_id", column],
                OF_A_MUNICIPALITY,
            )
        for column in ("earmark_year_id", "part_id"):
            table.create_index(
                op.f(f"ix_ledger_entries_municipality_id_{column}"),
                ["municipality_id", column],
                unique=False,
            )
        table.create_unique_constraint(
            op.f("uq_ledger_entries_municipality_id_payout_id"), ["municipality_id", "payout_id"]
        )
        table.drop_constraint(op.f("ck_ledger_entries_one_source"), type_="check")
        table.create_check_constraint(op.f("ck_ledger_entries_one_source"), ONE_SOURCE)
        table.create_check_constraint(
            op.f("ck_ledger_entries_part_has_year"),
            "earmark_year_id IS NOT NULL OR (part_id IS NULL AND payout_id IS NULL AND act_id IS NULL)",
        )
        table.create_check_constraint(
            op.f("ck_ledger_entries_earmarks_apart"),
            "(earmark_year_id IS NOT NULL) = (substr(debit, 1, 7) = 'earmark')"
            " AND (earmark_year_id IS NOT NULL) = (substr(credit, 1, 7) = 'earmark')",
        )
        _widen(table, "ledger_entries", "kind", "entrykind", ENTRY_KINDS)
        _widen(table, "ledger_entries", "debit", "debit_account", ACCOUNTS)
        _widen(table, "ledger_entries", "credit", "credit_account", ACCOUNTS)


def _guard() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    always = "true" if postgres else "1"
    added = ["earmark_year_acts"]
    if not postgres:
        # SQLite made the table anew, and its triggers went with the old one.
        added.append("ledger_entries")
    for table in added:
        _refuse(table, "UPDATE", always)
        _refuse(table, "DELETE", always)
    _refuse("payouts", "UPDATE", "OLD.state IN ('paid', 'cancelled')")
    _refuse("payouts", "DELETE", always)
    _refuse("spendings", "DELETE", always)
    _refuse("yearly_reports", "UPDATE", "OLD.state = 'delivered'")
    _refuse("yearly_reports", "DELETE", "OLD.state = 'delivered'")


def _refuse(table: str, act: str, when: str) -> None:
    name = f"{table}_settled_{act.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        # The function stands since the policies.
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW WHEN ({when})"
            " EXECUTE FUNCTION refuse_what_is_settled()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is settled'); END"
        )


def _make_tables() -> None:
    op.create_table(
        "earmarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=400), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "council",
                "law",
                "regulation",
                "agreement",
                "outside_giver",
                name="earmarkbasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("basis_document", sa.String(length=200), nullable=False),
        sa.Column(
            "extent",
            sa.Enum(
                "amount",
                "share",
                "all",
                name="earmarkextent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_ore", sa.BigInteger(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column(
            "sharing",
            sa.Enum(
                "each",
                "together",
                "not_decided",
                name="earmarksharing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key_basis", sa.String(length=200), nullable=False),
        sa.Column(
            "leftover",
            sa.Enum(
                "carried_over",
                "returned",
                "not_decided",
                name="leftover",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "filling",
            sa.Enum(
                "budget",
                "payments",
                name="earmarkfilling",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("policy_rule", sa.String(length=60), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(basis = 'council') = (basis_document = '')", name=op.f("ck_earmarks_bound_has_document")
        ),
        sa.CheckConstraint(
            "(extent = 'amount') = (amount_ore IS NOT NULL)", name=op.f("ck_earmarks_amount_where_extent")
        ),
        sa.CheckConstraint(
            "(extent = 'share') = (share IS NOT NULL)", name=op.f("ck_earmarks_share_where_extent")
        ),
        sa.CheckConstraint(
            "amount_ore IS NULL OR amount_ore > 0", name=op.f("ck_earmarks_amount_above_nought")
        ),
        sa.CheckConstraint(
            "last_year IS NULL OR last_year >= first_year", name=op.f("ck_earmarks_last_year_after_first")
        ),
        sa.CheckConstraint(
            "share IS NULL OR share BETWEEN 1 AND 10000", name=op.f("ck_earmarks_share_of_a_whole")
        ),
        sa.ForeignKeyConstraint(["follows_id"], ["earmarks.id"], name=op.f("fk_earmarks_follows_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_earmarks_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earmarks")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_earmarks_follows_id")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "on_hearing",
                "adopted",
                "ended",
                "discarded",
                name="planstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("predecessor_text", sa.String(length=160), nullable=False),
        sa.Column("policy_series", sa.String(length=60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("closing_result", sa.Text(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_year >= first_year", name=op.f("ck_plans_last_year_after_first")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_plans_made_by_id")),
        sa.ForeignKeyConstraint(["predecessor_id"], ["plans.id"], name=op.f("fk_plans_predecessor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "police_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("preliminary", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "value IS NULL OR value >= 0", name=op.f("ck_police_figures_value_not_below_nought")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_police_figures_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_police_figures")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_police_figures_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "year", "name", name=op.f("uq_police_figures_municipality_id_year_name")
        ),
    )
    op.create_table(
        "yearly_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "delivered", name="reportstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("figures_taken_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivered_by_id", sa.Integer(), nullable=True),
        sa.Column("delivered_as", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'delivered') = (delivered_on IS NOT NULL) AND (state = 'delivered') = (sha256 IS NOT NULL) AND (state = 'delivered') = (snapshot IS NOT NULL)",
            name=op.f("ck_yearly_reports_delivered_has_bytes"),
        ),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_yearly_reports_sequence_not_below_nought")),
        sa.ForeignKeyConstraint(
            ["delivered_by_id"], ["users.id"], name=op.f("fk_yearly_reports_delivered_by_id")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_yearly_reports_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_yearly_reports_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_reports")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_yearly_reports_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "year",
            "sequence",
            name=op.f("uq_yearly_reports_municipality_id_year_sequence"),
        ),
    )
    op.create_table(
        "consultations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("earmark_id", sa.Integer(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "meeting",
                "written",
                name="consultationform",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["earmark_id"], ["earmarks.id"], name=op.f("fk_consultations_earmark_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_consultations_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_consultations_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_consultations_municipality_id_id")),
    )
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultations_municipality_id_held_on"),
            ["municipality_id", "held_on"],
            unique=False,
        )

    op.create_table(
        "earmark_consulted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("earmark_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["earmark_id"], ["earmarks.id"], name=op.f("fk_earmark_consulted_earmark_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earmark_consulted")),
        sa.UniqueConstraint("earmark_id", "body", name=op.f("uq_earmark_consulted_earmark_id_body")),
    )
    op.create_table(
        "earmark_municipalities",
        sa.Column("earmark_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("responsibility_code", sa.String(length=20), nullable=False),
        sa.Column("function_code", sa.String(length=20), nullable=False),
        sa.Column("project_code", sa.String(length=20), nullable=False),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_earmark_municipalities_weight_not_below_nought")),
        sa.ForeignKeyConstraint(
            ["earmark_id"], ["earmarks.id"], name=op.f("fk_earmark_municipalities_earmark_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_earmark_municipalities_municipality_id")
        ),
        sa.PrimaryKeyConstraint("earmark_id", "municipality_id", name=op.f("pk_earmark_municipalities")),
    )
    with op.batch_alter_table("earmark_municipalities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_earmark_municipalities_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "earmark_responsible",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("earmark_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day",
            name=op.f("ck_earmark_responsible_last_day_after_first"),
        ),
        sa.ForeignKeyConstraint(
            ["earmark_id"], ["earmarks.id"], name=op.f("fk_earmark_responsible_earmark_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_earmark_responsible_municipality_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_earmark_responsible_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earmark_responsible")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_earmark_responsible_municipality_id_id")),
    )
    with op.batch_alter_table("earmark_responsible", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_earmark_responsible_municipality_id_earmark_id"),
            ["municipality_id", "earmark_id"],
            unique=False,
        )

    op.create_table(
        "earmark_years",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("earmark_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decided_ore", sa.BigInteger(), nullable=False),
        sa.Column("allotted_ore", sa.BigInteger(), nullable=False),
        sa.Column("carried_in_ore", sa.BigInteger(), nullable=False),
        sa.Column("reserved_ore", sa.BigInteger(), nullable=False),
        sa.Column("spent_ore", sa.BigInteger(), nullable=False),
        sa.Column("returned_ore", sa.BigInteger(), nullable=False),
        sa.Column("carried_out_ore", sa.BigInteger(), nullable=False),
        sa.Column("free_ore", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("last_meeting_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "allotted_ore + carried_in_ore = reserved_ore + spent_ore + returned_ore + carried_out_ore + free_ore",
            name=op.f("ck_earmark_years_adds_up"),
        ),
        sa.CheckConstraint(
            "allotted_ore BETWEEN 0 AND decided_ore", name=op.f("ck_earmark_years_allotted_within_decided")
        ),
        sa.CheckConstraint("carried_in_ore >= 0", name=op.f("ck_earmark_years_carried_in_not_below_nought")),
        sa.CheckConstraint(
            "carried_out_ore >= 0", name=op.f("ck_earmark_years_carried_out_not_below_nought")
        ),
        sa.CheckConstraint("decided_ore >= 0", name=op.f("ck_earmark_years_decided_not_below_nought")),
        sa.CheckConstraint("free_ore >= 0", name=op.f("ck_earmark_years_free_not_below_nought")),
        sa.CheckConstraint("reserved_ore >= 0", name=op.f("ck_earmark_years_reserved_not_below_nought")),
        sa.CheckConstraint("returned_ore >= 0", name=op.f("ck_earmark_years_returned_not_below_nought")),
        sa.CheckConstraint("spent_ore >= 0", name=op.f("ck_earmark_years_spent_not_below_nought")),
        sa.ForeignKeyConstraint(["earmark_id"], ["earmarks.id"], name=op.f("fk_earmark_years_earmark_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_earmark_years_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earmark_years")),
        sa.UniqueConstraint(
            "municipality_id",
            "earmark_id",
            "year",
            name=op.f("uq_earmark_years_municipality_id_earmark_id_year"),
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_earmark_years_municipality_id_id")),
    )
    op.create_table(
        "plan_annexes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("edition_text", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(sha256 IS NULL) = (size IS NULL)", name=op.f("ck_plan_annexes_bytes_have_size")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_annexes_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_annexes")),
    )
    with op.batch_alter_table("plan_annexes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_annexes_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_chapters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_chapters_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_chapters")),
    )
    with op.batch_alter_table("plan_chapters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_chapters_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "national", "local", name="goalorigin", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["plan_goals.id"], name=op.f("fk_plan_goals_parent_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_goals_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_goals")),
    )
    with op.batch_alter_table("plan_goals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_goals_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_hearings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("treated_by", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= opens_on", name=op.f("ck_plan_hearings_closed_after_opening")
        ),
        sa.CheckConstraint("due_on >= opens_on", name=op.f("ck_plan_hearings_due_after_opening")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["users.id"], name=op.f("fk_plan_hearings_opened_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_hearings_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_hearings")),
        sa.UniqueConstraint("plan_id", "opens_on", name=op.f("uq_plan_hearings_plan_id_opens_on")),
    )
    op.create_table(
        "plan_municipalities",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_plan_municipalities_municipality_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_municipalities_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "municipality_id", name=op.f("pk_plan_municipalities")),
    )
    with op.batch_alter_table("plan_municipalities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_municipalities_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "plan_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("repairs", sa.Text(), nullable=False),
        sa.Column("read_by_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_readings_plan_id")),
        sa.ForeignKeyConstraint(["read_by_id"], ["users.id"], name=op.f("fk_plan_readings_read_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_readings")),
    )
    with op.batch_alter_table("plan_readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_readings_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_references",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("remark", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("sort IN ('law', 'plan', 'guide')", name=op.f("ck_plan_references_sort")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_references_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_references")),
    )
    with op.batch_alter_table("plan_references", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_references_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "first_day IS NOT NULL OR last_day IS NULL", name=op.f("ck_plan_roles_last_day_has_first")
        ),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_plan_roles_last_day_after_first")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_plan_roles_municipality_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_roles_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_roles")),
    )
    with op.batch_alter_table("plan_roles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_roles_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "report_chapters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "situation",
                "licences",
                "hours",
                "inspections",
                "income",
                "earmark",
                "prevention",
                "measures",
                "indicators",
                "police",
                "assessment",
                name="reportchaptercode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "report_id"],
            ["yearly_reports.municipality_id", "yearly_reports.id"],
            name=op.f("fk_report_chapters_municipality_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_report_chapters_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["users.id"], name=op.f("fk_report_chapters_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_chapters")),
        sa.UniqueConstraint(
            "municipality_id",
            "report_id",
            "code",
            name=op.f("uq_report_chapters_municipality_id_report_id_code"),
        ),
    )
    op.create_table(
        "report_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "chapter",
            sa.Enum(
                "situation",
                "licences",
                "hours",
                "inspections",
                "income",
                "earmark",
                "prevention",
                "measures",
                "indicators",
                "police",
                "assessment",
                name="figure_chapter",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column(
            "standing",
            sa.Enum(
                "final",
                "preliminary",
                "missing",
                name="figurestanding",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "report_id"],
            ["yearly_reports.municipality_id", "yearly_reports.id"],
            name=op.f("fk_report_figures_municipality_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_report_figures_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_figures")),
        sa.UniqueConstraint(
            "municipality_id",
            "report_id",
            "chapter",
            "code",
            "year",
            name=op.f("uq_report_figures_municipality_id_report_id_chapter_code_year"),
        ),
    )
    op.create_table(
        "report_stops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "report_id"],
            ["yearly_reports.municipality_id", "yearly_reports.id"],
            name=op.f("fk_report_stops_municipality_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_report_stops_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_stops")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_report_stops_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "report_id",
            "body",
            name=op.f("uq_report_stops_municipality_id_report_id_body"),
        ),
    )
    with op.batch_alter_table("report_stops", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_stops_municipality_id_report_id_position"),
            ["municipality_id", "report_id", "position"],
            unique=False,
        )

    op.create_table(
        "consultation_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("represented_by", sa.String(length=120), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "consultation_id"],
            ["consultations.municipality_id", "consultations.id"],
            name=op.f("fk_consultation_attendance_municipality_id_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipalities.id"],
            name=op.f("fk_consultation_attendance_municipality_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_attendance")),
        sa.UniqueConstraint(
            "municipality_id",
            "consultation_id",
            "body",
            name=op.f("uq_consultation_attendance_municipality_id_consultation_id_body"),
        ),
    )
    op.create_table(
        "earmark_year_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("earmark_year_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "adjusted",
                "closed",
                "reopened",
                name="yearactkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("decided_ore", sa.BigInteger(), nullable=True),
        sa.Column("carried_ore", sa.BigInteger(), nullable=False),
        sa.Column("returned_ore", sa.BigInteger(), nullable=False),
        sa.Column("other_ore", sa.BigInteger(), nullable=False),
        sa.Column("other_use", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'adjusted') = (decided_ore IS NOT NULL)",
            name=op.f("ck_earmark_year_acts_adjusting_has_amount"),
        ),
        sa.CheckConstraint(
            "(kind = 'reopened') = (undoes_id IS NOT NULL)",
            name=op.f("ck_earmark_year_acts_reopening_names_closing"),
        ),
        sa.CheckConstraint(
            "(other_ore > 0) = (other_use <> '')", name=op.f("ck_earmark_year_acts_other_use_is_named")
        ),
        sa.CheckConstraint(
            "carried_ore >= 0 AND returned_ore >= 0 AND other_ore >= 0",
            name=op.f("ck_earmark_year_acts_none_negative"),
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["users.id"], name=op.f("fk_earmark_year_acts_done_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "earmark_year_id"],
            ["earmark_years.municipality_id", "earmark_years.id"],
            name=op.f("fk_earmark_year_acts_municipality_id_earmark_year_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "undoes_id"],
            ["earmark_year_acts.municipality_id", "earmark_year_acts.id"],
            name=op.f("fk_earmark_year_acts_municipality_id_undoes_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_earmark_year_acts_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earmark_year_acts")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_earmark_year_acts_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "undoes_id", name=op.f("uq_earmark_year_acts_municipality_id_undoes_id")
        ),
    )
    with op.batch_alter_table("earmark_year_acts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_earmark_year_acts_municipality_id_earmark_year_id"),
            ["municipality_id", "earmark_year_id"],
            unique=False,
        )

    op.create_table(
        "hearing_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "page", "keyed", name="hearingchannel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("sender", sa.String(length=120), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "followed",
                "partly",
                "not_followed",
                name="inputverdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["plan_hearings.id"], name=op.f("fk_hearing_answers_hearing_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_hearing_answers_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_answers")),
    )
    with op.batch_alter_table("hearing_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hearing_answers_hearing_id_id"), ["hearing_id", "id"], unique=False
        )

    op.create_table(
        "hearing_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["plan_hearings.id"], name=op.f("fk_hearing_invitations_hearing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_invitations")),
        sa.UniqueConstraint("hearing_id", "body", name=op.f("uq_hearing_invitations_hearing_id_body")),
    )
    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("rises_with_work", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["plan_goals.id"], name=op.f("fk_indicators_goal_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_indicators_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
    )
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicators_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("start_status", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_begun",
                "under_way",
                "done",
                "not_done",
                "resting",
                name="measurestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column(
            "target_group",
            sa.Enum(
                "primary_school",
                "upper_secondary",
                "youth",
                "parents",
                "young_adults",
                "adults",
                "relatives",
                "associations",
                "everybody",
                name="targetgroup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("evaluate_by", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["plan_measures.id"], name=op.f("fk_plan_measures_carried_from_id")
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["plan_goals.id"], name=op.f("fk_plan_measures_goal_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_plan_measures_municipality_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_measures_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_measures")),
    )
    with op.batch_alter_table("plan_measures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_measures_plan_id_position"), ["plan_id", "position"], unique=False
        )

    op.create_table(
        "indicator_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("whole", sa.Integer(), nullable=True),
        sa.Column("stated_share", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("whole IS NULL OR whole > 0", name=op.f("ck_indicator_values_whole_above_nought")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_values_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_indicator_values_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_values")),
    )
    with op.batch_alter_table("indicator_values", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_values_indicator_id"), ["indicator_id"], unique=False)

    op.create_table(
        "measure_owners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["plan_measures.id"], name=op.f("fk_measure_owners_measure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_owners")),
        sa.UniqueConstraint("measure_id", "role", name=op.f("uq_measure_owners_measure_id_role")),
    )
    op.create_table(
        "measure_years",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("verbs", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "planned",
                "done",
                "partly",
                "not_done",
                name="yearoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["plan_measures.id"], name=op.f("fk_measure_years_measure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_years")),
        sa.UniqueConstraint("measure_id", "year", name=op.f("uq_measure_years_measure_id_year")),
    )
    op.create_table(
        "plan_costs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column(
            "estimate",
            sa.Enum(
                "estimated",
                "not_estimated",
                "own_case",
                "within_frames",
                name="costestimate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_ore", sa.BigInteger(), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("position_share", sa.Integer(), nullable=True),
        sa.Column(
            "funding",
            sa.Enum(
                "block_grant",
                "state_grant",
                "own_budget",
                "fees",
                "other",
                name="funding",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("funding_text", sa.String(length=200), nullable=False),
        sa.Column(
            "later_funding",
            sa.Enum(
                "block_grant",
                "state_grant",
                "own_budget",
                "fees",
                "other",
                name="later_funding",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("later_text", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "amount_ore IS NULL OR amount_ore >= 0", name=op.f("ck_plan_costs_amount_not_below_nought")
        ),
        sa.CheckConstraint(
            "position_share IS NULL OR position_share > 0", name=op.f("ck_plan_costs_share_above_nought")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["plan_measures.id"], name=op.f("fk_plan_costs_measure_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_costs_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_costs")),
    )
    with op.batch_alter_table("plan_costs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_costs_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "spendings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("earmark_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "granted",
                "paid",
                "reported",
                "refused",
                "retracted",
                "lapsed",
                name="spendingstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "application",
                "own_initiative",
                name="spendingorigin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "information_meeting",
                "event",
                "grant",
                name="spendingkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("meets_purpose", sa.Boolean(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column(
            "target_group",
            sa.Enum(
                "primary_school",
                "upper_secondary",
                "youth",
                "parents",
                "young_adults",
                "adults",
                "relatives",
                "associations",
                "everybody",
                name="targetgroup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("asked_ore", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("applicant", sa.String(length=120), nullable=False),
        sa.Column("organisation_number", sa.String(length=9), nullable=True),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("postal_address", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=4), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=False),
        sa.Column("account_number", sa.String(length=11), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_as", sa.String(length=120), nullable=False),
        sa.Column("unconsulted_reason", sa.Text(), nullable=False),
        sa.Column("unconsulted_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("report_text", sa.Text(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("cost_ore", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(unconsulted_reason = '') = (unconsulted_by_id IS NULL)",
            name=op.f("ck_spendings_unconsulted_by_somebody"),
        ),
        sa.CheckConstraint(
            "meets_purpose OR state IN ('proposed', 'refused', 'retracted')",
            name=op.f("ck_spendings_meets_purpose_if_granted"),
        ),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_spendings_purpose_is_given")),
        sa.CheckConstraint(
            "state <> 'reported' OR reported_on IS NOT NULL", name=op.f("ck_spendings_reported_has_day")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'retracted') OR (decided_by_id IS NOT NULL AND decided_on IS NOT NULL)",
            name=op.f("ck_spendings_decided_by_somebody"),
        ),
        sa.CheckConstraint("amount_ore > 0 AND asked_ore > 0", name=op.f("ck_spendings_amount_above_nought")),
        sa.CheckConstraint(
            "cost_ore IS NULL OR cost_ore >= 0", name=op.f("ck_spendings_cost_not_below_nought")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_spendings_two_people")
        ),
        sa.CheckConstraint(
            "participants IS NULL OR participants >= 0",
            name=op.f("ck_spendings_participants_not_below_nought"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_spendings_decided_by_id")),
        sa.ForeignKeyConstraint(["earmark_id"], ["earmarks.id"], name=op.f("fk_spendings_earmark_id")),
        sa.ForeignKeyConstraint(["measure_id"], ["plan_measures.id"], name=op.f("fk_spendings_measure_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_spendings_municipality_id")
        ),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["users.id"], name=op.f("fk_spendings_proposed_by_id")),
        sa.ForeignKeyConstraint(
            ["unconsulted_by_id"], ["users.id"], name=op.f("fk_spendings_unconsulted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spendings")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_spendings_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "number", name=op.f("uq_spendings_municipality_id_number")),
    )
    with op.batch_alter_table("spendings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spendings_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_spendings_municipality_id_earmark_id_year"),
            ["municipality_id", "earmark_id", "year"],
            unique=False,
        )

    op.create_table(
        "consulted_bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("spending_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column(
            "view",
            sa.Enum(
                "supports",
                "remarks",
                "against",
                "no_answer",
                name="consultedview",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "consultation_id"],
            ["consultations.municipality_id", "consultations.id"],
            name=op.f("fk_consulted_bodies_municipality_id_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "spending_id"],
            ["spendings.municipality_id", "spendings.id"],
            name=op.f("fk_consulted_bodies_municipality_id_spending_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_consulted_bodies_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consulted_bodies")),
        sa.UniqueConstraint(
            "municipality_id",
            "consultation_id",
            "spending_id",
            "body",
            name=op.f("uq_consulted_bodies_municipality_id_consultation_id_spending_id_body"),
        ),
    )
    with op.batch_alter_table("consulted_bodies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consulted_bodies_municipality_id_spending_id"),
            ["municipality_id", "spending_id"],
            unique=False,
        )

    op.create_table(
        "grant_complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spending_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "reversed",
                "upheld_by_body",
                "repealed_by_body",
                "dismissed",
                name="grantcomplaintoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(outcome IS NULL) = (settled_on IS NULL)", name=op.f("ck_grant_complaints_settled_has_day")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "spending_id"],
            ["spendings.municipality_id", "spendings.id"],
            name=op.f("fk_grant_complaints_municipality_id_spending_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_grant_complaints_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_grant_complaints_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_complaints")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_grant_complaints_municipality_id_id")),
    )
    with op.batch_alter_table("grant_complaints", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_grant_complaints_municipality_id_spending_id"),
            ["municipality_id", "spending_id"],
            unique=False,
        )

    op.create_table(
        "spending_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spending_id", sa.Integer(), nullable=False),
        sa.Column("earmark_year_id", sa.Integer(), nullable=True),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "reserved",
                "declined",
                "ended",
                name="partstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("released_ore", sa.BigInteger(), nullable=False),
        sa.Column("paid_ore", sa.BigInteger(), nullable=False),
        sa.Column("repaid_ore", sa.BigInteger(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_as", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'reserved' OR earmark_year_id IS NOT NULL",
            name=op.f("ck_spending_parts_reserved_in_a_year"),
        ),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_spending_parts_amount_above_nought")),
        sa.CheckConstraint(
            "paid_ore + released_ore <= amount_ore", name=op.f("ck_spending_parts_paid_within_amount")
        ),
        sa.CheckConstraint(
            "released_ore >= 0 AND paid_ore >= 0 AND repaid_ore >= 0",
            name=op.f("ck_spending_parts_none_below_nought"),
        ),
        sa.CheckConstraint("repaid_ore <= paid_ore", name=op.f("ck_spending_parts_repaid_within_paid")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_spending_parts_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "earmark_year_id"],
            ["earmark_years.municipality_id", "earmark_years.id"],
            name=op.f("fk_spending_parts_municipality_id_earmark_year_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_spending_parts_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["spending_id"], ["spendings.id"], name=op.f("fk_spending_parts_spending_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_parts")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_spending_parts_municipality_id_id")),
        sa.UniqueConstraint(
            "spending_id", "municipality_id", name=op.f("uq_spending_parts_spending_id_municipality_id")
        ),
    )
    with op.batch_alter_table("spending_parts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_spending_parts_municipality_id_earmark_year_id"),
            ["municipality_id", "earmark_year_id"],
            unique=False,
        )

    op.create_table(
        "payouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "payout", "repayment", name="payoutkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "attested",
                "approved",
                "paid",
                "cancelled",
                name="payoutstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("outlay_ore", sa.BigInteger(), nullable=False),
        sa.Column("payee", sa.String(length=120), nullable=False),
        sa.Column("account_number", sa.String(length=11), nullable=True),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("attested_by_id", sa.Integer(), nullable=False),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voucher", sa.String(length=40), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("cancelled_reason", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'paid') = (paid_on IS NOT NULL) AND (state = 'paid') = (voucher <> '')",
            name=op.f("ck_payouts_paid_has_voucher"),
        ),
        sa.CheckConstraint(
            "kind = 'repayment' OR state IN ('attested', 'cancelled') OR approved_by_id IS NOT NULL",
            name=op.f("ck_payouts_approved_by_somebody"),
        ),
        sa.CheckConstraint("amount_ore > 0 AND outlay_ore >= 0", name=op.f("ck_payouts_amount_above_nought")),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> attested_by_id", name=op.f("ck_payouts_two_people")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_payouts_approved_by_id")),
        sa.ForeignKeyConstraint(["attested_by_id"], ["users.id"], name=op.f("fk_payouts_attested_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "part_id"],
            ["spending_parts.municipality_id", "spending_parts.id"],
            name=op.f("fk_payouts_municipality_id_part_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_payouts_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_payouts_municipality_id_id")),
    )
    with op.batch_alter_table("payouts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payouts_municipality_id_part_id"), ["municipality_id", "part_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_payouts_municipality_id_state"), ["municipality_id", "state"], unique=False
        )
