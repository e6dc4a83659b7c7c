"""Statements of applicability out of spreadsheets: pure recognition, nothing here reads or writes a database."""
