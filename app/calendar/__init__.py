"""What is served where on which night ("hva skjenkes hvor"): events, and the places that serve all year."""
