"""Files that come with an application or later: told by their content, bounded, and never believed."""

import io
import resource
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import today
from app.models.document import Document
from tests.app.cases.pages import kept, sentences, unchanged
from tests.factories import case as cases
from tests.journeys.office import application_fields, identity

MEGABYTE = 1024 * 1024
NOT_TAKEN = (
    "Filen «soknad.pdf» er ikke av et slag vi tar imot. Lagre den som PDF, JPEG, PNG, DOCX eller ODT, og velg"
    " den på nytt."
)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"


def archive(*names: str) -> bytes:
    """A ZIP archive with empty members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name in names:
            written.writestr(name, b"")
    return stream.getvalue()


DISGUISED = [
    pytest.param(b"MZ\x90\x00\x03" + bytes(200), id="a Windows program"),
    pytest.param(b"\x7fELF\x02\x01\x01" + bytes(100), id="a Linux program"),
    pytest.param(b"MZ" + bytes(300) + PDF, id="a program with a PDF behind it"),
    pytest.param(b"GIF89a" + bytes(30) + PDF, id="a picture with a PDF behind it"),
    pytest.param(b"<html><script>alert(1)</script>" + PDF, id="a page with a PDF behind it"),
    pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", id="a drawing with a script"),
    pytest.param(archive("META-INF/MANIFEST.MF", "word/document.xml"), id="a Java archive"),
    pytest.param(
        archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), id="Word with macros"
    ),
    pytest.param(b"PK\x03\x04" + bytes(60) + b"word/document.xml", id="a broken archive"),
    pytest.param(b"#!/bin/sh\nrm -rf /\n", id="a script"),
    pytest.param(b"x", id="one byte"),
]


@pytest.fixture
def case_id(filling) -> int:
    """A case that documents come to."""
    with filling() as (session, actor):
        return cases.make_case(session, actor, received_on=today()).id


def test_documents_are_kept_and_given_back(client_as, case_id, filling) -> None:
    client = client_as()
    sent = {"files": [(io.BytesIO(PDF), "Plantegning.pdf")], "title": "Plantegning av lokalet"}
    answer = client.post(f"/saker/{case_id}/dokumenter/ny", data=sent)
    assert answer.status_code == 302, sentences(answer)
    page = client.get(f"/saker/{case_id}").text
    assert "Plantegning av lokalet" in page
    with filling() as (session, _actor):
        document = session.scalars(select(Document)).one()
        assert (document.size, document.media_type) == (len(PDF), "application/pdf")
        address = f"/saker/dokumenter/{document.id}"
    assert address in page
    given = client.get(address)
    assert (given.data, given.mimetype) == (PDF, "application/pdf")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png", id="a picture"),
        pytest.param(
            archive("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            id="a Word document",
        ),
    ],
)
def test_what_is_no_pdf_is_only_ever_downloaded(client_as, case_id, filling, content, media_type) -> None:
    client = client_as()
    client.post(f"/saker/{case_id}/dokumenter/ny", data={"files": [(io.BytesIO(content), "vedlegg")]})
    with filling() as (session, _actor):
        document_id = session.scalars(select(Document.id)).one()
    given = client.get(f"/saker/dokumenter/{document_id}")
    assert given.mimetype == media_type
    assert given.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("content", DISGUISED)
def test_a_file_is_told_by_its_content_and_not_by_its_name(client_as, case_id, filling, content) -> None:
    hold = unchanged(filling)
    sent = {"title": "Søknaden"}
    answer = client_as().post(
        f"/saker/{case_id}/dokumenter/ny", data=sent | {"files": [(io.BytesIO(content), "soknad.pdf")]}
    )
    assert (answer.status_code, sentences(answer)) == (422, [NOT_TAKEN])
    kept(answer, sent)
    hold()


def test_one_wrong_file_among_right_ones_keeps_none(client_as, case_id, filling) -> None:
    hold = unchanged(filling)
    files = [(io.BytesIO(PDF), "a.pdf"), (io.BytesIO(b""), "b.pdf"), (io.BytesIO(b"MZ" + bytes(99)), "c.pdf")]
    answer = client_as().post(f"/saker/{case_id}/dokumenter/ny", data={"files": files})
    assert answer.status_code == 422
    assert "Filen «b.pdf» er tom. Velg filen på nytt." in answer.text
    assert "Filen «c.pdf» er ikke av et slag vi tar imot." in answer.text
    hold()


def test_no_file_at_all_is_said(client_as, case_id) -> None:
    answer = client_as().post(f"/saker/{case_id}/dokumenter/ny", data={"title": "Tegning"})
    assert (answer.status_code, sentences(answer)) == (422, ["Velg minst én fil."])
    kept(answer, {"title": "Tegning"})


def test_the_same_file_sent_twice_is_kept_once(client_as, case_id, filling) -> None:
    client = client_as()
    for _time in range(2):
        sent = {"files": [(io.BytesIO(PDF), "Tegning.pdf"), (io.BytesIO(PDF), "Tegning (1).pdf")]}
        assert client.post(f"/saker/{case_id}/dokumenter/ny", data=sent).status_code == 302
    with filling() as (session, _actor):
        assert session.scalars(select(Document.title)).all() == ["Tegning.pdf"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("../../etc/passwd.pdf", "passwd.pdf", id="folders"),
        pytest.param("a\x00b\x07\u202ec.pdf", "abc.pdf", id="control characters"),
        pytest.param("Å" * 500 + ".pdf", "Å" * 156 + ".pdf", id="a very long name"),
        pytest.param("vandel 15848700034.pdf", "vandel 158487 •••••.pdf", id="an identity number"),
        pytest.param("<script>alert(1)</script>.pdf", "script>.pdf", id="markup"),
    ],
)
def test_a_file_name_is_cleaned(client_as, case_id, filling, typed, stored) -> None:
    client = client_as()
    answer = client.post(f"/saker/{case_id}/dokumenter/ny", data={"files": [(io.BytesIO(PDF), typed)]})
    assert answer.status_code == 302, sentences(answer)
    with filling() as (session, _actor):
        document = session.scalars(select(Document)).one()
        assert document.file_name == stored
        address = f"/saker/dokumenter/{document.id}"
    assert client.get(address).status_code == 200
    assert "<script>alert" not in client.get(f"/saker/{case_id}").text


@pytest.fixture
def big_form(tmp_path) -> Iterator[Callable[..., dict[str, Any]]]:
    """A form with a big file, as a stream of bytes; the file is a hole on the disk, and nowhere in memory."""
    boundary = "grense-som-ingen-skriver"
    opened = []

    def made(fields: dict[str, str], size: int) -> dict[str, Any]:
        head = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, values in fields.items()
            for value in (values if isinstance(values, list) else [values])
        )
        head += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="tegninger.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
        )
        stream = (tmp_path / "form").open("w+b")
        opened.append(stream)
        stream.write(head.encode())
        stream.seek(size, io.SEEK_CUR)
        stream.write(f"\r\n--{boundary}--\r\n".encode())
        stream.seek(0)
        return {"input_stream": stream, "content_type": f"multipart/form-data; boundary={boundary}"}

    yield made
    for stream in opened:
        stream.close()


def test_a_file_of_200_megabytes_is_refused_and_the_form_is_kept(client_as, filling, big_form) -> None:
    hold = unchanged(filling)
    sent = application_fields(concept="Lang tekst som ingen vil skrive om igjen.")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = client_as().post("/saker/ny", **big_form(sent, 200 * MEGABYTE))

    assert answer.status_code == 422
    assert sentences(answer) == [
        "Filen «tegninger.pdf» er for stor. En fil kan være på høyst 20 MB. Gjør den mindre, eller del"
        " den opp."
    ]
    kept(answer, sent)
    hold()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 40 * MEGABYTE


def test_more_than_any_form_may_hold_is_refused_before_it_is_read(client_as, filling, big_form) -> None:
    hold = unchanged(filling)
    form = big_form(application_fields(), 400 * MEGABYTE)
    answer = client_as().post("/saker/ny", **form)
    assert answer.status_code == 413
    assert "Det du sendte, kan være høyst 300 MB." in answer.text
    assert form["input_stream"].tell() < MEGABYTE
    hold()


@pytest.mark.parametrize(("size", "status"), [(20 * MEGABYTE, 302), (20 * MEGABYTE + 1, 422)])
def test_the_limit_of_a_file_is_20_megabytes(client_as, case_id, big_form, size, status) -> None:
    answer = client_as().post(f"/saker/{case_id}/dokumenter/ny", **big_form({}, size - len("%PDF-1.7\n")))
    assert answer.status_code == status


def test_a_wrong_file_with_an_application_keeps_what_was_typed(client_as, filling) -> None:
    hold = unchanged(filling)
    sent = application_fields()
    answer = client_as().post(
        "/saker/ny", data=sent | {"files": [(io.BytesIO(b"MZ" + bytes(99)), "soknad.pdf")]}
    )
    assert (answer.status_code, sentences(answer)) == (422, [NOT_TAKEN])
    kept(answer, sent)
    hold()


def test_an_application_comes_with_its_files(client_as, filling) -> None:
    files = [(io.BytesIO(PDF), "Søknad.pdf"), (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(40)), "Plan.png")]
    answer = client_as().post("/saker/ny", data=application_fields() | {"files": files})
    assert answer.status_code == 302, sentences(answer)
    with filling() as (session, _actor):
        assert session.scalars(select(Document.title).order_by(Document.id)).all() == [
            "Søknad.pdf",
            "Plan.png",
        ]


@pytest.mark.parametrize("role", ["decider", "reader", "finance", "meeting_secretary"])
def test_only_who_handles_cases_adds_documents(client_as, case_id, role) -> None:
    client = client_as(role)
    assert client.get(f"/saker/{case_id}/dokumenter/ny").status_code == 403
    sent = {"files": [(io.BytesIO(PDF), "a.pdf")]}
    assert client.post(f"/saker/{case_id}/dokumenter/ny", data=sent).status_code == 403


def test_a_number_in_the_title_is_asked_to_be_taken_out(client_as, case_id, filling) -> None:
    hold = unchanged(filling)
    number = identity(cases.RECEIVED_ON.replace(year=1980))
    sent = {"files": [(io.BytesIO(PDF), "a.pdf")], "title": f"Attest for {number}"}
    answer = client_as().post(f"/saker/{case_id}/dokumenter/ny", data=sent)
    assert answer.status_code == 422
    assert "Her står det et fødselsnummer." in sentences(answer)[0]
    hold()
