"""A desk with a mailbox and two customers."""

from tandem.faces.intake.mail.tests.conftest import desk

__all__ = ["desk"]
