"""The register of risks: its list, its filters, and what is done with several of them."""
