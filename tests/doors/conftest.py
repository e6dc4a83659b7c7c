"""Audits, reviews and nonconformities that are there to be tried."""

from tandem.evaluation.audits.tests.conftest import answer, audit, both, hal, programme, running
from tandem.evaluation.reviews.tests.conftest import held, review

__all__ = ["answer", "audit", "both", "hal", "held", "programme", "review", "running"]
