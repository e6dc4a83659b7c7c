from tandem.proof.conformity.tests.conftest import (  # noqa: F401  the same house on the same day
    ada,
    ben,
    both,
    checks_from,
    fixed_clock,
    keep,
    organization,
)
