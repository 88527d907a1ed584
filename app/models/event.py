"""Events: what happened in a case, who did it and when. Timeline and audit are one table."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import Moment, Owned, Row, stored, within


class EventType(StrEnum):
    """What happened, in the past tense."""

    APPLICATION_REGISTERED = "application_registered"
    APPLICATION_CHANGED = "application_changed"
    CASEWORKER_CHANGED = "caseworker_changed"
    DOCUMENT_ADDED = "document_added"
    INFORMATION_REQUESTED = "information_requested"
    INFORMATION_RECEIVED = "information_received"
    STATEMENTS_REQUESTED = "statements_requested"
    STATEMENT_REMINDED = "statement_reminded"
    STATEMENT_RECORDED = "statement_recorded"
    SILENCE_RECORDED = "silence_recorded"
    POLICE_OVERRIDDEN = "police_overridden"
    PRESENTED_TO_APPLICANT = "presented_to_applicant"
    REPLY_RECORDED = "reply_recorded"
    CASE_ASSESSED = "case_assessed"
    DECISION_PROPOSED = "decision_proposed"
    PROPOSAL_RETURNED = "proposal_returned"
    SENT_TO_BODY = "sent_to_body"
    CASE_DECIDED = "case_decided"
    APPLICATION_RETRACTED = "application_retracted"
    LICENCE_GRANTED = "licence_granted"
    LICENCE_ISSUED = "licence_issued"
    CONDITIONS_CHANGED = "conditions_changed"
    LETTER_DRAFTED = "letter_drafted"
    LETTER_FINALISED = "letter_finalised"
    LETTER_SENT = "letter_sent"
    LETTER_ARRIVED = "letter_arrived"
    CASE_CLOSED = "case_closed"
    SHIELDED_DATA_OPENED = "shielded_data_opened"
    HOLDER_ENTERED = "holder_entered"
    HOLDER_CHANGED = "holder_changed"
    VENUE_ENTERED = "venue_entered"
    VENUE_CHANGED = "venue_changed"
    PERSON_ENTERED = "person_entered"
    PERSON_CHANGED = "person_changed"
    USER_CHANGED = "user_changed"
    DELEGATION_CHANGED = "delegation_changed"
    MUNICIPALITY_CHANGED = "municipality_changed"
    LATE_NOTICE_ACCEPTED = "late_notice_accepted"
    PRINCIPLE_CHOSEN = "principle_chosen"
    QUOTA_CHANGED = "quota_changed"
    CHANGE_REGISTERED = "change_registered"
    CHANGE_CARRIED_OUT = "change_carried_out"
    LICENCE_ENDED = "licence_ended"
    LICENCE_SUSPENDED = "licence_suspended"
    LICENCE_CONTINUED = "licence_continued"
    TRANSFER_EXTENDED = "transfer_extended"
    ENDING_UNDONE = "ending_undone"
    CONDUCT_ANSWERED = "conduct_answered"
    OWNERSHIP_CHANGED = "ownership_changed"
    TEST_REGISTERED = "test_registered"
    PLACE_LICENCE_CHANGED = "place_licence_changed"
    REGISTER_IMPORTED = "register_imported"
    IMPORT_UNDONE = "import_undone"
    NATIONAL_TASK_DONE = "national_task_done"
    INSPECTION_LIST_MADE = "inspection_list_made"
    POLICY_BEGUN = "policy_begun"
    POLICY_CHANGED = "policy_changed"
    POLICY_DISCARDED = "policy_discarded"
    POLICY_ADOPTED = "policy_adopted"
    POLICY_ENDED = "policy_ended"
    POLICY_POINT_ANSWERED = "policy_point_answered"
    POLICY_TRIED_OUT = "policy_tried_out"
    VENUE_ZONED = "venue_zoned"
    POLICY_FACT_ANSWERED = "policy_fact_answered"
    SPECIAL_GROUND_GIVEN = "special_ground_given"
    CRITERIA_CHANGED = "criteria_changed"
    CRITERIA_LOCKED = "criteria_locked"
    CRITERION_SCORED = "criterion_scored"
    TURNOVER_ROUND_STARTED = "turnover_round_started"
    TURNOVER_DEADLINE_MOVED = "turnover_deadline_moved"
    TURNOVER_ROUND_CLOSED = "turnover_round_closed"
    TURNOVER_ROUND_REOPENED = "turnover_round_reopened"
    TURNOVER_FIGURES_TAKEN_IN = "turnover_figures_taken_in"
    TURNOVER_LINK_WITHDRAWN = "turnover_link_withdrawn"
    TURNOVER_RECEIVED = "turnover_received"
    TURNOVER_ESTIMATED = "turnover_estimated"
    ATTESTATION_CHANGED = "attestation_changed"
    TURNOVER_QUESTION_ANSWERED = "turnover_question_answered"
    SUPPLIER_FIGURES_READ = "supplier_figures_read"
    RATES_ADDED = "rates_added"
    FEE_YEAR_CHANGED = "fee_year_changed"
    BILLING_RUN_BEGUN = "billing_run_begun"
    BILLING_RUN_STOPPED = "billing_run_stopped"
    BILLING_RUN_ENDED = "billing_run_ended"
    FEE_REDUCED = "fee_reduced"
    FEE_DECIDED = "fee_decided"
    INVOICE_BATCH_MADE = "invoice_batch_made"
    INVOICE_BATCH_APPROVED = "invoice_batch_approved"
    INVOICE_BATCH_DISCARDED = "invoice_batch_discarded"
    INVOICE_BATCH_WRITTEN = "invoice_batch_written"
    INVOICE_BATCH_REVERSED = "invoice_batch_reversed"
    PAYMENT_FILE_READ = "payment_file_read"
    PAYMENT_PLACED = "payment_placed"
    PAYMENT_HANDLED = "payment_handled"
    BREACHES_PROPOSED = "breaches_proposed"
    BREACH_NOTIFIED = "breach_notified"
    BREACH_DISCARDED = "breach_discarded"
    EARMARK_DECIDED = "earmark_decided"
    EARMARK_CHANGED = "earmark_changed"
    EARMARK_RESPONSIBLE_CHANGED = "earmark_responsible_changed"
    EARMARK_YEAR_OPENED = "earmark_year_opened"
    EARMARK_YEAR_FILLED = "earmark_year_filled"
    EARMARK_YEAR_ADJUSTED = "earmark_year_adjusted"
    EARMARK_YEAR_CLOSED = "earmark_year_closed"
    EARMARK_YEAR_REOPENED = "earmark_year_reopened"
    SPENDING_PROPOSED = "spending_proposed"
    SPENDING_CHANGED = "spending_changed"
    SPENDING_RETRACTED = "spending_retracted"
    CONSULTATION_RECORDED = "consultation_recorded"
    CONSULTATION_WAIVED = "consultation_waived"
    SPENDING_GRANTED = "spending_granted"
    SPENDING_REFUSED = "spending_refused"
    SHARED_PART_ANSWERED = "shared_part_answered"
    SPENDING_RELEASED = "spending_released"
    PAYOUT_REQUESTED = "payout_requested"
    PAYOUT_APPROVED = "payout_approved"
    PAYOUT_PAID = "payout_paid"
    PAYOUT_CANCELLED = "payout_cancelled"
    REPAYMENT_RECORDED = "repayment_recorded"
    SPENDING_REPORTED = "spending_reported"
    GRANT_COMPLAINT_RECEIVED = "grant_complaint_received"
    GRANT_COMPLAINT_SETTLED = "grant_complaint_settled"
    PLAN_BEGUN = "plan_begun"
    PLAN_CHANGED = "plan_changed"
    PLAN_ADOPTED = "plan_adopted"
    PLAN_ENDED = "plan_ended"
    PLAN_DISCARDED = "plan_discarded"
    MEASURES_READ = "measures_read"
    MEASURE_FOLLOWED_UP = "measure_followed_up"
    MEASURES_CARRIED_ON = "measures_carried_on"
    HEARING_OPENED = "hearing_opened"
    HEARING_ANSWERED = "hearing_answered"
    HEARING_ANSWER_TREATED = "hearing_answer_treated"
    HEARING_CLOSED = "hearing_closed"
    REPORT_BEGUN = "report_begun"
    REPORT_CHAPTER_WRITTEN = "report_chapter_written"
    REPORT_FIGURES_TAKEN = "report_figures_taken"
    POLICE_FIGURE_ENTERED = "police_figure_entered"
    REPORT_DELIVERED = "report_delivered"
    REPORT_TREATED = "report_treated"
    REPORT_SUPPLEMENTED = "report_supplemented"


class Event(Owned, Row):
    """One thing that happened. The hashes chain over hashes of the payloads, so that a payload may
    be erased when the law wants it and the chain still holds.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    type: Mapped[EventType] = mapped_column(stored(EventType))
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor_name: Mapped[str] = mapped_column(String(120))
    case_id: Mapped[int | None]
    payload: Mapped[str | None] = mapped_column(Text)
    payload_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("municipality_id", "sequence"),
        Index(None, "municipality_id", "case_id", "sequence"),
        within("cases", "case_id"),
    )


class NumberSeries(Owned, Row):
    """The last number given out in a series of a year. Locked while a number is taken."""

    __tablename__ = "number_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    last_number: Mapped[int]

    __table_args__ = (UniqueConstraint("municipality_id", "series", "year"),)


class SearchTerm(Owned, Row):
    """A word by which something is found: the index behind the one search field."""

    __tablename__ = "search_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[int]

    __table_args__ = (
        # The words of one kind lie beside each other, so that a beginning of a word is one short range.
        UniqueConstraint("municipality_id", "subject", "term", "subject_id"),
        # The other words of a search are looked up beside the first; without the term in this index, SQLite
        # would read every row that has the word.
        Index(None, "municipality_id", "subject", "subject_id", "term"),
    )
