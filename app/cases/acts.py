"""The acts on the case page: who may perform each, and where its page is."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.permissions import Permission
from licensing.cases import Act


@dataclass(frozen=True)
class ActEntry:
    """An act as it is offered: its permission, its page, and whether it is done with one press."""

    permission: Permission
    endpoint: str
    at_once: bool = False


ACTS: Mapping[Act, ActEntry] = {
    Act.REQUEST_STATEMENTS: ActEntry(Permission.CASE_HANDLE, "cases.request_statements"),
    Act.RECORD_STATEMENT: ActEntry(Permission.CASE_HANDLE, "cases.list_statements"),
    Act.RECORD_SILENCE: ActEntry(Permission.CASE_HANDLE, "cases.list_statements"),
    Act.OVERRIDE_POLICE: ActEntry(Permission.CASE_DECIDE, "cases.override_police"),
    Act.PRESENT_TO_APPLICANT: ActEntry(Permission.CASE_HANDLE, "cases.present_to_applicant"),
    Act.RECORD_REPLY: ActEntry(Permission.CASE_HANDLE, "cases.record_reply"),
    Act.REQUEST_INFORMATION: ActEntry(Permission.CASE_HANDLE, "cases.request_information"),
    Act.RECEIVE_INFORMATION: ActEntry(Permission.CASE_HANDLE, "cases.receive_information"),
    Act.ASSESS: ActEntry(Permission.CASE_HANDLE, "cases.assess_case", at_once=True),
    Act.PROPOSE: ActEntry(Permission.CASE_HANDLE, "cases.propose"),
    Act.DECIDE: ActEntry(Permission.CASE_DECIDE, "cases.decide"),
    Act.RETURN_PROPOSAL: ActEntry(Permission.CASE_DECIDE, "cases.return_proposal"),
    Act.SEND_TO_BODY: ActEntry(Permission.BODY_RECORD, "cases.send_to_body", at_once=True),
    Act.RECORD_BODY_DECISION: ActEntry(Permission.BODY_RECORD, "cases.record_body_decision"),
    Act.FINALISE_LETTER: ActEntry(Permission.LETTER_SEND, "letters.show_letter"),
    Act.RECORD_DISPATCH: ActEntry(Permission.LETTER_SEND, "letters.show_letter"),
    Act.RECORD_ARRIVAL: ActEntry(Permission.LETTER_SEND, "letters.show_letter"),
    Act.ISSUE_DOCUMENT: ActEntry(Permission.CASE_HANDLE, "cases.issue_document"),
    Act.RETRACT: ActEntry(Permission.CASE_HANDLE, "cases.retract"),
    Act.CLOSE: ActEntry(Permission.CASE_HANDLE, "cases.close_case", at_once=True),
}
