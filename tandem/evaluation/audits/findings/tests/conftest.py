"""The audit of the folder above."""

from tandem.evaluation.audits.tests.conftest import answer, audit, both, hal, programme, running

__all__ = ["answer", "audit", "both", "hal", "programme", "running"]
