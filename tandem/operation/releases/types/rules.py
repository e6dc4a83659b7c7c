"""Kinds of releases are looked at while they are in use."""

from tandem.ground.kernel.patterns.reviewed import Reviewed

REVIEW = Reviewed(while_in=("in-use",), begins=True)
