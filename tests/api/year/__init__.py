"""A year of ordinary work by one standard or by both, as programs carry it out: through the API alone."""
