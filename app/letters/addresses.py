"""Addresses as letters write them: where those who get a letter find the pages of this installation."""

from flask import current_app, has_request_context, request

from licensing.errors import MissingPremise

TURNOVER_PAGE = "/min-side/omsetningsoppgave"


def public_address() -> str:
    """The installation's address without a slash at its end: as it is set, else as this request reached it.

    Raises `MissingPremise` where neither is known.
    """
    address: str = current_app.config["PUBLIC_URL"]
    if address:
        return address
    if not has_request_context():
        raise MissingPremise("public_address_not_known")
    return request.host_url.rstrip("/")


def turnover_page_address() -> str:
    """The page where a holder types the code of a letter; a link is this page and the code."""
    return f"{public_address()}{TURNOVER_PAGE}"
