"""Demonstration data: what happened in an invented organization, written beside the registers it is kept in."""
