"""Attachments of turnover statements: told by their content, and sent with their sender's version."""

import io
import zipfile

import pytest
from sqlalchemy import func, select

from app.billing.service import attachments
from app.cases.service.documents import Upload
from app.models.turnover import AttachmentKind, TurnoverAttachment
from fees.turnover import Attestation
from licensing.errors import BadValue, NotAllowed
from tests.app.billing.turnover import LARGEST, PDF, link_of, make_lodge, received
from tests.app.conftest import Filling
from tests.app.imports.files import xlsx_file
from tests.app.samples import pdf


def archive(*parts: tuple[str, bytes]) -> bytes:
    """A ZIP of parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, held in parts:
            packed.writestr(name, held)
    return content.getvalue()


BOOK = (("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(
            archive(*BOOK, ("xl/media/x.bin", b"0" * 40_000_000)), "attachment_unpacks", id="zip bomb"
        ),
        pytest.param(archive(*BOOK, ("xl/inner.zip", b"PK")), "attachment_kind", id="archive in an archive"),
        pytest.param(archive(*BOOK, ("xl/vbaProject.bin", b"x")), "attachment_kind", id="programs"),
        pytest.param(archive(("bilder/1.jpg", b"x")), "attachment_kind", id="any archive"),
        pytest.param(b"PK\x03\x04broken", "attachment_kind", id="half an archive"),
        pytest.param(b"MZ\x90\x00 a program called .pdf", "attachment_kind", id="a program"),
        pytest.param(b"<html></html>", "attachment_kind", id="a page"),
        pytest.param(b"", "file_empty", id="nothing"),
        pytest.param(b"%PDF-" + b"0" * LARGEST, "file_too_large", id="too large"),
    ],
)
def test_an_attachment_is_told_by_its_content(content: bytes, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        attachments.check_attachment(Upload("tall.pdf", content), LARGEST)
    assert refused.value.code == code


@pytest.mark.parametrize("content", [pdf(), xlsx_file([["Gruppe 1", 900]])], ids=["pdf", "xlsx"])
def test_figures_and_confirmations_are_taken(content: bytes) -> None:
    assert attachments.check_attachment(Upload("hva som helst", content), LARGEST)


def test_attachments_wait_and_follow_their_senders_version(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor, attestation=Attestation.REQUIRED)
        enclosed = [
            attachments.Enclosed(AttachmentKind.ATTESTATION, PDF),
            attachments.Enclosed(AttachmentKind.ATTESTATION, PDF),
            attachments.Enclosed(AttachmentKind.OTHER, PDF),
        ]
        added = attachments.add_attachments(
            session, None, duty=lodge.duty, enclosed=enclosed, largest=LARGEST
        )
        assert [row.kind for row in added] == [AttachmentKind.ATTESTATION, AttachmentKind.OTHER]
        # The office's version leaves what the holder has not sent where it is.
        received(session, actor, lodge.duty)
        assert (added[0].statement_id, lodge.duty.attestation) == (None, Attestation.REQUIRED)
        assert attachments.take_back(session, lodge.duty, added[1].id)
        sent = received(session, None, lodge.duty, link=link_of(session, lodge.duty))
        session.expire_all()
        assert (added[0].statement_id, lodge.duty.attestation) == (sent.id, Attestation.RECEIVED)
        assert not attachments.take_back(session, lodge.duty, added[0].id)
        assert attachments.attachment_of(session, actor.municipality_id, added[0].id)
        bad = [*enclosed, attachments.Enclosed(AttachmentKind.OTHER, Upload("x.pdf", b"PK"))]
        with pytest.raises(BadValue):
            attachments.add_attachments(session, None, duty=lodge.duty, enclosed=bad, largest=LARGEST)
        with pytest.raises(NotAllowed) as refused:
            attachments.add_attachments(
                session, None, duty=lodge.duty, enclosed=enclosed * 4, largest=LARGEST
            )
        assert refused.value.code == "too_many_attachments"
        count = session.execute(select(func.count()).select_from(TurnoverAttachment)).scalar_one()
        assert count == 1
