"""Let fees be computed, decided, invoiced and followed: turnover, fees, invoice basis, the ledger

Revises 0003.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
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
)

# What is only ever added: nothing of it is changed and nothing taken away.
ONLY_ADDED = (
    "ledger_entries",
    "added_rates",
    "turnover_statements",
    "turnover_deadlines",
    "fee_reductions",
    "invoices",
    "invoice_lines",
    "invoice_statuses",
    "payment_files",
)
# Of a fee that is decided only its state may change, when another edition takes its place.
OF_A_FEE = (
    "licence_id",
    "year",
    "purpose",
    "edition",
    "computed",
    "total_ore",
    "decided_on",
    "decided_by_id",
    "municipality_id",
)
# Of a payment only where it belongs and what was done about it may change.
OF_A_PAYMENT = ("file_id", "reference", "bank_reference", "amount_ore", "paid_on", "payer", "municipality_id")


def upgrade() -> None:
    """Make the tables of the fees, and let letters and documents be about a licence outside every case."""
    _make_tables()
    _let_letters_be_about_licences()
    with op.batch_alter_table("events") as table:
        _widen(table, "events", "type", "eventtype", EVENT_TYPES)
    with op.batch_alter_table("occasions") as table:
        table.add_column(sa.Column("fee_computed", sa.Text(), nullable=True))
    _guard()


def _widen(table: object, table_name: str, column: str, name: str, values: Iterable[str]) -> None:
    constraint = op.f(f"ck_{table_name}_{name}")
    table.drop_constraint(constraint, type_="check")
    table.create_check_constraint(constraint, f"{column} IN ({', '.join(repr(value) for value in values)})")


def _let_letters_be_about_licences() -> None:
    licence = (["municipality_id", "licence_id"], ["municipality_id", "id"])
    one_subject = "(case_id IS NULL) <> (licence_id IS NULL)"
    with op.batch_alter_table("documents") as table:
        table.add_column(sa.Column("licence_id", sa.Integer(), nullable=True))
        table.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
        table.create_index(
            op.f("ix_documents_municipality_id_licence_id"), ["municipality_id", "licence_id"], unique=False
        )
        table.create_foreign_key(op.f("fk_documents_municipality_id_licence_id"), "licences", *licence)
        table.create_check_constraint(op.f("ck_documents_case_or_licence"), one_subject)
    with op.batch_alter_table("letters") as table:
        table.add_column(sa.Column("licence_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("run_id", sa.Integer(), nullable=True))
        table.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
        table.create_index(
            op.f("ix_letters_municipality_id_licence_id_id"),
            ["municipality_id", "licence_id", "id"],
            unique=False,
        )
        table.create_unique_constraint(
            op.f("uq_letters_municipality_id_run_id_licence_id"), ["municipality_id", "run_id", "licence_id"]
        )
        table.create_foreign_key(op.f("fk_letters_municipality_id_licence_id"), "licences", *licence)
        table.create_foreign_key(
            op.f("fk_letters_municipality_id_run_id"),
            "billing_runs",
            ["municipality_id", "run_id"],
            ["municipality_id", "id"],
        )
        table.create_check_constraint(op.f("ck_letters_case_or_licence"), one_subject)
        table.create_check_constraint(
            op.f("ck_letters_run_is_for_licences"), "run_id IS NULL OR licence_id IS NOT NULL"
        )
        _widen(table, "letters", "kind", "letterkind", LETTER_KINDS)


def _guard() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    differs, always = ("IS DISTINCT FROM", "true") if postgres else ("IS NOT", "1")
    for table in ONLY_ADDED:
        _refuse(table, "UPDATE", always)
        _refuse(table, "DELETE", always)
    fee = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in OF_A_FEE)
    _refuse("fees", "UPDATE", f"OLD.state <> 'computed' AND (NEW.state <> 'replaced' OR {fee})")
    _refuse("fees", "DELETE", "OLD.state <> 'computed'")
    payment = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in OF_A_PAYMENT)
    _refuse("payments", "UPDATE", payment)
    _refuse("payments", "DELETE", always)
    _refuse("invoice_batches", "UPDATE", "OLD.state IN ('locked', 'discarded')")
    _refuse("invoice_batches", "DELETE", always)


def _refuse(table: str, act: str, when: str) -> None:
    name = f"{table}_settled_{act.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        # The function stands since the migration before this one.
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
        "link_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_attempts")),
    )
    with op.batch_alter_table("link_attempts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_link_attempts_client_hash_at"), ["client_hash", "at"], unique=False
        )

    op.create_table(
        "added_rates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("sale_g1_ore", sa.BigInteger(), nullable=True),
        sa.Column("sale_g2_ore", sa.BigInteger(), nullable=True),
        sa.Column("serve_g1_ore", sa.BigInteger(), nullable=True),
        sa.Column("serve_g2_ore", sa.BigInteger(), nullable=True),
        sa.Column("serve_g3_ore", sa.BigInteger(), nullable=True),
        sa.Column("min_sale_ore", sa.BigInteger(), nullable=False),
        sa.Column("min_serve_ore", sa.BigInteger(), nullable=False),
        sa.Column("ambulatory_max_ore", sa.BigInteger(), nullable=False),
        sa.Column("regulation", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ambulatory_max_ore > 0", name=op.f("ck_added_rates_cap_above_nought")),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_added_rates_last_day_after_first")
        ),
        sa.CheckConstraint(
            "min_sale_ore > 0 AND min_serve_ore > 0", name=op.f("ck_added_rates_minimums_above_nought")
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_added_rates_added_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_added_rates_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_added_rates")),
        sa.UniqueConstraint(
            "municipality_id", "first_day", name=op.f("uq_added_rates_municipality_id_first_day")
        ),
    )
    op.create_table(
        "billing_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "calls",
                "reminders",
                "fees",
                "decisions",
                "invoices",
                "booking",
                "reversal",
                "payment_reminders",
                "dispatch",
                name="runkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "stopped",
                "done",
                name="runstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND done <= whole", name=op.f("ck_billing_runs_done_of_whole")),
        sa.ForeignKeyConstraint(["begun_by_id"], ["users.id"], name=op.f("fk_billing_runs_begun_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_billing_runs_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_runs")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_billing_runs_municipality_id_id")),
    )
    with op.batch_alter_table("billing_runs", schema=None) as batch_op:
        batch_op.create_index(
            "uq_billing_runs_one_at_a_time",
            ["municipality_id", "kind", "year"],
            unique=True,
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )

    op.create_table(
        "fee_years",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "expected", "last_actual", name="basis", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "settles",
            sa.Enum(
                "no",
                "netted",
                "separate",
                name="settles",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "billed",
            sa.Enum(
                "advance", "arrears", name="billed", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("instalments", sa.Integer(), nullable=False),
        sa.Column(
            "rounding",
            sa.Enum("ore", "krone", name="rounding", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("one_fee_per_place", sa.Boolean(), nullable=False),
        sa.Column("attested", sa.Boolean(), nullable=False),
        sa.Column("question_percent", sa.Integer(), nullable=False),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column(
            "reminds_of_money",
            sa.Enum(
                "economy_system",
                "here",
                name="remindsofmoney",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dimensions", sa.Text(), nullable=False),
        sa.Column("own_invoices", sa.Boolean(), nullable=False),
        sa.Column("kid_method", sa.String(length=10), nullable=False),
        sa.Column("kid_length", sa.Integer(), nullable=False),
        sa.Column("bank_account", sa.String(length=11), nullable=False),
        sa.Column("handling_cost_ore", sa.BigInteger(), nullable=True),
        sa.Column("control_cost_ore", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "billed <> 'arrears' OR settles = 'no'", name=op.f("ck_fee_years_arrears_settle_nothing")
        ),
        sa.CheckConstraint("kid_method IN ('', 'mod10', 'mod11')", name=op.f("ck_fee_years_kid_method")),
        sa.CheckConstraint("instalments BETWEEN 1 AND 12", name=op.f("ck_fee_years_instalments")),
        sa.CheckConstraint("kid_length BETWEEN 4 AND 25", name=op.f("ck_fee_years_kid_length")),
        sa.CheckConstraint("payment_days BETWEEN 1 AND 180", name=op.f("ck_fee_years_payment_days")),
        sa.CheckConstraint("question_percent BETWEEN 1 AND 1000", name=op.f("ck_fee_years_question_percent")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_fee_years_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_years")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_fee_years_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "year", name=op.f("uq_fee_years_municipality_id_year")),
    )
    op.create_table(
        "invoice_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("fee_year", sa.Integer(), nullable=False),
        sa.Column("instalment", sa.Integer(), nullable=False),
        sa.Column("instalments", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "fees",
                "settlements",
                "occasions",
                "reversal",
                name="batchpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "making",
                "ready",
                "booking",
                "locked",
                "discarded",
                name="batchstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("dimensions", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total_ore", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "instalment BETWEEN 1 AND instalments",
            name=op.f("ck_invoice_batches_instalment_of_instalments"),
        ),
        sa.CheckConstraint(
            "(purpose = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_invoice_batches_reversal_names_batch"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('booking', 'locked') OR approved_at IS NOT NULL",
            name=op.f("ck_invoice_batches_approved_first"),
        ),
        sa.CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)",
            name=op.f("ck_invoice_batches_approved_by_somebody"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> made_by_id",
            name=op.f("ck_invoice_batches_another_approves"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["users.id"], name=op.f("fk_invoice_batches_approved_by_id")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_invoice_batches_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "reverses_id"],
            ["invoice_batches.municipality_id", "invoice_batches.id"],
            name=op.f("fk_invoice_batches_municipality_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_invoice_batches_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_batches")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_invoice_batches_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "year", "serial", name=op.f("uq_invoice_batches_municipality_id_year_serial")
        ),
    )
    with op.batch_alter_table("invoice_batches", schema=None) as batch_op:
        batch_op.create_index(
            "uq_invoice_batches_one_reversal",
            ["municipality_id", "reverses_id"],
            unique=True,
            sqlite_where=sa.text("reverses_id IS NOT NULL AND state <> 'discarded'"),
            postgresql_where=sa.text("reverses_id IS NOT NULL AND state <> 'discarded'"),
        )

    op.create_table(
        "ledger_heads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_ledger_heads_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_heads")),
        sa.UniqueConstraint("municipality_id", name=op.f("uq_ledger_heads_municipality_id")),
    )
    op.create_table(
        "payment_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "status",
                "camt054",
                name="paymentfilekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("read_by_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_payment_files_municipality_id")
        ),
        sa.ForeignKeyConstraint(["read_by_id"], ["users.id"], name=op.f("fk_payment_files_read_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_files")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_payment_files_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "sha256", name=op.f("uq_payment_files_municipality_id_sha256")
        ),
    )
    with op.batch_alter_table("payment_files", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_files_municipality_id_kind_told_on"),
            ["municipality_id", "kind", "told_on"],
            unique=False,
        )

    op.create_table(
        "turnover_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "closed", name="roundstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_turnover_rounds_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["users.id"], name=op.f("fk_turnover_rounds_started_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_rounds")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_turnover_rounds_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "year", name=op.f("uq_turnover_rounds_municipality_id_year")),
    )
    op.create_table(
        "billing_run_subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_billing_run_subjects_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "run_id"],
            ["billing_runs.municipality_id", "billing_runs.id"],
            name=op.f("fk_billing_run_subjects_municipality_id_run_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_billing_run_subjects_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_run_subjects")),
        sa.UniqueConstraint(
            "municipality_id",
            "run_id",
            "licence_id",
            "subject_id",
            name=op.f("uq_billing_run_subjects_municipality_id_run_id_licence_id_subject_id"),
        ),
    )
    with op.batch_alter_table("billing_run_subjects", schema=None) as batch_op:
        batch_op.create_index(
            "ix_billing_run_subjects_waiting", ["municipality_id", "run_id", "done_at", "id"], unique=False
        )

    op.create_table(
        "fee_reductions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "advance",
                "year",
                "settlement",
                "occasion",
                name="feepurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("to_ore", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("citation", sa.String(length=40), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_fee_reductions_has_reason")),
        sa.CheckConstraint("to_ore IS NULL OR to_ore >= 0", name=op.f("ck_fee_reductions_not_below_nought")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_fee_reductions_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_fee_reductions_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_fee_reductions_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_reductions")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "year",
            "purpose",
            "number",
            name=op.f("uq_fee_reductions_municipality_id_licence_id_year_purpose_number"),
        ),
    )
    op.create_table(
        "invoices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=30), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("kid", sa.String(length=25), nullable=True),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("credits_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "batch_id"],
            ["invoice_batches.municipality_id", "invoice_batches.id"],
            name=op.f("fk_invoices_municipality_id_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "credits_id"],
            ["invoices.municipality_id", "invoices.id"],
            name=op.f("fk_invoices_municipality_id_credits_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "holder_id"],
            ["holders.municipality_id", "holders.id"],
            name=op.f("fk_invoices_municipality_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_invoices_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_invoices_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint(
            "municipality_id",
            "batch_id",
            "licence_id",
            name=op.f("uq_invoices_municipality_id_batch_id_licence_id"),
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_invoices_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "kid", name=op.f("uq_invoices_municipality_id_kid")),
        sa.UniqueConstraint(
            "municipality_id", "reference", name=op.f("uq_invoices_municipality_id_reference")
        ),
    )
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invoices_municipality_id_credits_id"),
            ["municipality_id", "credits_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_invoices_municipality_id_due_on_id"),
            ["municipality_id", "due_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_invoices_municipality_id_licence_id_id"),
            ["municipality_id", "licence_id", "id"],
            unique=False,
        )

    op.create_table(
        "supplier_volumes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("supplier", sa.String(length=120), nullable=False),
        sa.Column("g1_cl", sa.Integer(), nullable=False),
        sa.Column("g2_cl", sa.Integer(), nullable=False),
        sa.Column("g3_cl", sa.Integer(), nullable=False),
        sa.Column("read_by_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "g1_cl >= 0 AND g2_cl >= 0 AND g3_cl >= 0", name=op.f("ck_supplier_volumes_litres_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_supplier_volumes_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_supplier_volumes_municipality_id")
        ),
        sa.ForeignKeyConstraint(["read_by_id"], ["users.id"], name=op.f("fk_supplier_volumes_read_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_volumes")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "year",
            "supplier",
            name=op.f("uq_supplier_volumes_municipality_id_licence_id_year_supplier"),
        ),
    )
    op.create_table(
        "turnover_duties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "attestation",
            sa.Enum(
                "not_required",
                "required",
                "received",
                "approved",
                "waived",
                name="attestation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attestation_reason", sa.String(length=400), nullable=False),
        sa.Column("attestation_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "attestation <> 'waived' OR attestation_reason <> ''",
            name=op.f("ck_turnover_duties_waived_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["attestation_by_id"], ["users.id"], name=op.f("fk_turnover_duties_attestation_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_turnover_duties_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "round_id"],
            ["turnover_rounds.municipality_id", "turnover_rounds.id"],
            name=op.f("fk_turnover_duties_municipality_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_turnover_duties_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_duties")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_turnover_duties_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "year",
            name=op.f("uq_turnover_duties_municipality_id_licence_id_year"),
        ),
    )
    with op.batch_alter_table("turnover_duties", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_turnover_duties_municipality_id_due_on_id"),
            ["municipality_id", "due_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_turnover_duties_municipality_id_round_id_id"),
            ["municipality_id", "round_id", "id"],
            unique=False,
        )

    op.create_table(
        "invoice_statuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("invoice_number", sa.String(length=40), nullable=False),
        sa.Column("kid", sa.String(length=25), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("paid_ore", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("reminder_stage", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "file_id"],
            ["payment_files.municipality_id", "payment_files.id"],
            name=op.f("fk_invoice_statuses_municipality_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "invoice_id"],
            ["invoices.municipality_id", "invoices.id"],
            name=op.f("fk_invoice_statuses_municipality_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_invoice_statuses_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_statuses")),
        sa.UniqueConstraint(
            "municipality_id",
            "invoice_id",
            "file_id",
            name=op.f("uq_invoice_statuses_municipality_id_invoice_id_file_id"),
        ),
    )
    with op.batch_alter_table("invoice_statuses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invoice_statuses_municipality_id_invoice_id_told_on_id"),
            ["municipality_id", "invoice_id", "told_on", "id"],
            unique=False,
        )

    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("bank_reference", sa.String(length=80), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("payer", sa.String(length=160), nullable=False),
        sa.Column(
            "doubt",
            sa.Enum(
                "none",
                "part",
                "over",
                "unknown_reference",
                "went_down",
                name="paymentdoubt",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("handled_by_id", sa.Integer(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handling", sa.String(length=400), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["handled_by_id"], ["users.id"], name=op.f("fk_payments_handled_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "file_id"],
            ["payment_files.municipality_id", "payment_files.id"],
            name=op.f("fk_payments_municipality_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "invoice_id"],
            ["invoices.municipality_id", "invoices.id"],
            name=op.f("fk_payments_municipality_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_payments_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint(
            "municipality_id", "bank_reference", name=op.f("uq_payments_municipality_id_bank_reference")
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_payments_municipality_id_id")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payments_municipality_id_doubt_handled_at_id"),
            ["municipality_id", "doubt", "handled_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_payments_municipality_id_invoice_id_id"),
            ["municipality_id", "invoice_id", "id"],
            unique=False,
        )

    op.create_table(
        "turnover_deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("duty_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(round_id IS NULL) <> (duty_id IS NULL)", name=op.f("ck_turnover_deadlines_round_or_duty")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "duty_id"],
            ["turnover_duties.municipality_id", "turnover_duties.id"],
            name=op.f("fk_turnover_deadlines_municipality_id_duty_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "round_id"],
            ["turnover_rounds.municipality_id", "turnover_rounds.id"],
            name=op.f("fk_turnover_deadlines_municipality_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_turnover_deadlines_municipality_id")
        ),
        sa.ForeignKeyConstraint(["set_by_id"], ["users.id"], name=op.f("fk_turnover_deadlines_set_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_deadlines")),
    )
    with op.batch_alter_table("turnover_deadlines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_turnover_deadlines_municipality_id_duty_id_id"),
            ["municipality_id", "duty_id", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_turnover_deadlines_municipality_id_round_id_id"),
            ["municipality_id", "round_id", "id"],
            unique=False,
        )

    op.create_table(
        "turnover_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("first_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_turnover_links_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "duty_id"],
            ["turnover_duties.municipality_id", "turnover_duties.id"],
            name=op.f("fk_turnover_links_municipality_id_duty_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_turnover_links_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["users.id"], name=op.f("fk_turnover_links_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_links")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_turnover_links_municipality_id_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_turnover_links_token_hash")),
    )
    with op.batch_alter_table("turnover_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_turnover_links_municipality_id_duty_id_id"),
            ["municipality_id", "duty_id", "id"],
            unique=False,
        )

    op.create_table(
        "breach_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "statement", "payment", name="latekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=True),
        sa.Column("invoice_id", sa.Integer(), nullable=True),
        sa.Column("breached_on", sa.Date(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "notified",
                "discarded",
                name="proposalstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'payment') = (invoice_id IS NOT NULL)",
            name=op.f("ck_breach_proposals_payment_names_invoice"),
        ),
        sa.CheckConstraint(
            "(kind = 'statement') = (duty_id IS NOT NULL)",
            name=op.f("ck_breach_proposals_statement_names_duty"),
        ),
        sa.CheckConstraint(
            "(state = 'notified') = (letter_id IS NOT NULL)",
            name=op.f("ck_breach_proposals_notified_by_letter"),
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_by_id IS NULL)",
            name=op.f("ck_breach_proposals_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "state <> 'discarded' OR reason <> ''", name=op.f("ck_breach_proposals_discarded_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_breach_proposals_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "duty_id"],
            ["turnover_duties.municipality_id", "turnover_duties.id"],
            name=op.f("fk_breach_proposals_municipality_id_duty_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "invoice_id"],
            ["invoices.municipality_id", "invoices.id"],
            name=op.f("fk_breach_proposals_municipality_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "letter_id"],
            ["letters.municipality_id", "letters.id"],
            name=op.f("fk_breach_proposals_municipality_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_breach_proposals_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_breach_proposals_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_proposals")),
        sa.UniqueConstraint(
            "municipality_id", "duty_id", name=op.f("uq_breach_proposals_municipality_id_duty_id")
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_breach_proposals_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "invoice_id", name=op.f("uq_breach_proposals_municipality_id_invoice_id")
        ),
    )
    with op.batch_alter_table("breach_proposals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_breach_proposals_municipality_id_state_id"),
            ["municipality_id", "state", "id"],
            unique=False,
        )

    op.create_table(
        "turnover_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "link",
                "keyed",
                "estimated",
                "imported",
                name="turnoversource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("actual_g1_cl", sa.Integer(), nullable=True),
        sa.Column("actual_g2_cl", sa.Integer(), nullable=True),
        sa.Column("actual_g3_cl", sa.Integer(), nullable=True),
        sa.Column("expected_g1_cl", sa.Integer(), nullable=True),
        sa.Column("expected_g2_cl", sa.Integer(), nullable=True),
        sa.Column("expected_g3_cl", sa.Integer(), nullable=True),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column(
            "sender_role",
            sa.Enum(
                "chair",
                "general_manager",
                "owner",
                "authorised",
                "accountant",
                "other",
                name="senderrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("estimate_reason", sa.String(length=400), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("keyed_by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(source = 'estimated') = (estimate_reason <> '')",
            name=op.f("ck_turnover_statements_estimate_has_reason"),
        ),
        sa.CheckConstraint(
            "(actual_g1_cl IS NULL) = (actual_g2_cl IS NULL) AND (actual_g2_cl IS NULL) = (actual_g3_cl IS NULL)",
            name=op.f("ck_turnover_statements_actual_whole"),
        ),
        sa.CheckConstraint(
            "(expected_g1_cl IS NULL) = (expected_g2_cl IS NULL) AND (expected_g2_cl IS NULL) = (expected_g3_cl IS NULL)",
            name=op.f("ck_turnover_statements_expected_whole"),
        ),
        sa.CheckConstraint(
            "COALESCE(actual_g1_cl, 0) BETWEEN 0 AND 1000000000 AND COALESCE(actual_g2_cl, 0) BETWEEN 0 AND 1000000000 AND COALESCE(actual_g3_cl, 0) BETWEEN 0 AND 1000000000 AND COALESCE(expected_g1_cl, 0) BETWEEN 0 AND 1000000000 AND COALESCE(expected_g2_cl, 0) BETWEEN 0 AND 1000000000 AND COALESCE(expected_g3_cl, 0) BETWEEN 0 AND 1000000000",
            name=op.f("ck_turnover_statements_litres_possible"),
        ),
        sa.CheckConstraint(
            "actual_g1_cl IS NOT NULL OR expected_g1_cl IS NOT NULL",
            name=op.f("ck_turnover_statements_says_something"),
        ),
        sa.ForeignKeyConstraint(
            ["keyed_by_id"], ["users.id"], name=op.f("fk_turnover_statements_keyed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "duty_id"],
            ["turnover_duties.municipality_id", "turnover_duties.id"],
            name=op.f("fk_turnover_statements_municipality_id_duty_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_turnover_statements_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "link_id"],
            ["turnover_links.municipality_id", "turnover_links.id"],
            name=op.f("fk_turnover_statements_municipality_id_link_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_turnover_statements_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_statements")),
        sa.UniqueConstraint(
            "municipality_id",
            "duty_id",
            "number",
            name=op.f("uq_turnover_statements_municipality_id_duty_id_number"),
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_turnover_statements_municipality_id_id")),
    )
    with op.batch_alter_table("turnover_statements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_turnover_statements_municipality_id_licence_id_id"),
            ["municipality_id", "licence_id", "id"],
            unique=False,
        )

    op.create_table(
        "fees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "advance",
                "year",
                "settlement",
                "occasion",
                name="feepurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "computed",
                "decided",
                "replaced",
                name="feestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("computed", sa.Text(), nullable=False),
        sa.Column("total_ore", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("decision_run_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "purpose = 'settlement' OR total_ore >= 0", name=op.f("ck_fees_only_settlements_below_nought")
        ),
        sa.CheckConstraint(
            "state <> 'decided' OR decided_on IS NOT NULL", name=op.f("ck_fees_decided_has_day")
        ),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_fees_decided_by_somebody")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_fees_decided_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "decision_run_id"],
            ["billing_runs.municipality_id", "billing_runs.id"],
            name="fk_fees_decision_run",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_fees_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "run_id"],
            ["billing_runs.municipality_id", "billing_runs.id"],
            name="fk_fees_run",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "statement_id"],
            ["turnover_statements.municipality_id", "turnover_statements.id"],
            name=op.f("fk_fees_municipality_id_statement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_fees_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fees")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_fees_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id",
            "licence_id",
            "year",
            "purpose",
            "edition",
            name=op.f("uq_fees_municipality_id_licence_id_year_purpose_edition"),
        ),
    )
    with op.batch_alter_table("fees", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_fees_municipality_id_year_licence_id"),
            ["municipality_id", "year", "licence_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_fees_one_holds",
            ["municipality_id", "licence_id", "year", "purpose", "state"],
            unique=True,
            sqlite_where=sa.text("state <> 'replaced'"),
            postgresql_where=sa.text("state <> 'replaced'"),
        )

    op.create_table(
        "turnover_attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "attestation",
                "supplier_figures",
                "authority",
                "other",
                name="attachmentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["users.id"], name=op.f("fk_turnover_attachments_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "duty_id"],
            ["turnover_duties.municipality_id", "turnover_duties.id"],
            name=op.f("fk_turnover_attachments_municipality_id_duty_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "statement_id"],
            ["turnover_statements.municipality_id", "turnover_statements.id"],
            name=op.f("fk_turnover_attachments_municipality_id_statement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_turnover_attachments_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_attachments")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_turnover_attachments_municipality_id_id")),
    )
    with op.batch_alter_table("turnover_attachments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_turnover_attachments_municipality_id_duty_id_id"),
            ["municipality_id", "duty_id", "id"],
            unique=False,
        )

    op.create_table(
        "turnover_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "far_from_last_year",
                "far_from_expected",
                "far_from_suppliers",
                "unusual_for_kind",
                "nil_from_open_place",
                "group_not_licensed",
                "producer_right",
                "above_own_produce",
                name="questioncode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=400), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "duty_id"],
            ["turnover_duties.municipality_id", "turnover_duties.id"],
            name=op.f("fk_turnover_questions_municipality_id_duty_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "statement_id"],
            ["turnover_statements.municipality_id", "turnover_statements.id"],
            name=op.f("fk_turnover_questions_municipality_id_statement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_turnover_questions_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["users.id"], name=op.f("fk_turnover_questions_settled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_questions")),
        sa.UniqueConstraint(
            "municipality_id",
            "statement_id",
            "code",
            "group",
            name=op.f("uq_turnover_questions_municipality_id_statement_id_code_group"),
        ),
    )
    with op.batch_alter_table("turnover_questions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_turnover_questions_municipality_id_duty_id_settled_at"),
            ["municipality_id", "duty_id", "settled_at"],
            unique=False,
        )

    op.create_table(
        "invoice_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("fee_id", sa.Integer(), nullable=False),
        sa.Column("instalment", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("credit", sa.Integer(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("credit IN (0, 1)", name=op.f("ck_invoice_lines_credit_or_not")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "fee_id"],
            ["fees.municipality_id", "fees.id"],
            name=op.f("fk_invoice_lines_municipality_id_fee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "invoice_id"],
            ["invoices.municipality_id", "invoices.id"],
            name=op.f("fk_invoice_lines_municipality_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_invoice_lines_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_lines")),
        sa.UniqueConstraint(
            "municipality_id", "fee_id", "instalment", "generation", "credit", name="uq_invoice_lines_once"
        ),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_invoice_lines_municipality_id_id")),
    )
    with op.batch_alter_table("invoice_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invoice_lines_municipality_id_invoice_id_id"),
            ["municipality_id", "invoice_id", "id"],
            unique=False,
        )

    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "claim",
                "credit",
                "payment",
                "placement",
                "reversal",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "debit",
            sa.Enum(
                "receivables",
                "fee_income",
                "payments",
                "unplaced",
                name="debit_account",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "credit",
            sa.Enum(
                "receivables",
                "fee_income",
                "payments",
                "unplaced",
                name="credit_account",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("fee_year", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=True),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_ledger_entries_reversal_names_entry"),
        ),
        sa.CheckConstraint(
            "(line_id IS NULL) <> (payment_id IS NULL)", name=op.f("ck_ledger_entries_one_source")
        ),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_ledger_entries_amount_above_nought")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_ledger_entries_between_two_accounts")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_ledger_entries_made_by_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "licence_id"],
            ["licences.municipality_id", "licences.id"],
            name=op.f("fk_ledger_entries_municipality_id_licence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "line_id"],
            ["invoice_lines.municipality_id", "invoice_lines.id"],
            name=op.f("fk_ledger_entries_municipality_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "payment_id"],
            ["payments.municipality_id", "payments.id"],
            name=op.f("fk_ledger_entries_municipality_id_payment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "reverses_id"],
            ["ledger_entries.municipality_id", "ledger_entries.id"],
            name=op.f("fk_ledger_entries_municipality_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_ledger_entries_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_ledger_entries_municipality_id_id")),
        sa.UniqueConstraint(
            "municipality_id", "line_id", name=op.f("uq_ledger_entries_municipality_id_line_id")
        ),
        sa.UniqueConstraint(
            "municipality_id", "number", name=op.f("uq_ledger_entries_municipality_id_number")
        ),
        sa.UniqueConstraint(
            "municipality_id", "reverses_id", name=op.f("uq_ledger_entries_municipality_id_reverses_id")
        ),
    )
    with op.batch_alter_table("ledger_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ledger_entries_municipality_id_fee_year_debit_credit"),
            ["municipality_id", "fee_year", "debit", "credit"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_ledger_entries_municipality_id_licence_id_id"),
            ["municipality_id", "licence_id", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_ledger_entries_municipality_id_payment_id"),
            ["municipality_id", "payment_id"],
            unique=False,
        )
