"""The audit of the folder above."""

from tandem.evaluation.audits.tests.conftest import audit, both, hal, programme, running

__all__ = ["audit", "both", "hal", "programme", "running"]
