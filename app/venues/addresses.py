"""How an address is written on one line."""


def address_text(street: str, postcode: str, town: str) -> str:
    """An address on one line: Kjerkgata 12, 7374 Røros."""
    return ", ".join(part for part in (street, f"{postcode} {town}".strip()) if part)
