"""The review of the wing below, and Ada at her browser."""

from tandem.evaluation.reviews.tests.conftest import hal, held, review
from tandem.faces.web.evaluation.audits.tests.conftest import enter

__all__ = ["enter", "hal", "held", "review"]
