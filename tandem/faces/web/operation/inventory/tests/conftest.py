"""Ada at her browser."""

from tandem.faces.web.evaluation.audits.tests.conftest import enter

__all__ = ["enter"]
