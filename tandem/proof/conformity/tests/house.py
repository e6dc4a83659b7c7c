"""An organization and the people who run it, for tests of what is asked of one."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from tandem.ground.accounts.models import Organization, User
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.proof.conformity.tests.conftest import TODAY, acting

_SAID = """
account agree alarm archive backup branch building cabinet calendar carrier change class client clock contract
copy customer data day desk device door draft drill entry error event failure file floor folder group guard hour
house incident item key laptop law level line list lock log mail manager meeting minute month network night note
office order owner patch path person plan power price printer project question queue rack reason record report
request restore review right risk room rule sample school screen seal server service sign site skill staff step
store supplier switch system table target task team test ticket time tool town tunnel update user value version
visit wall week window word work year zone
"""
WORDS = tuple(_SAID.split())


def prose(subject: str, words: int = 60) -> str:
    """A text of its own about a subject."""
    random = Random(subject)
    return f"{subject}: " + " ".join(random.choice(WORDS) for _ in range(words)) + "."


@dataclass
class House:
    """An organization with the people who run it; `through` is how what they had before came in."""

    organization: Organization
    ada: User
    bea: User
    ben: User
    standards: tuple[str, ...]
    people: int
    through: str = "page"
    brought: bool = False

    def actor(self, user: User, through: str = "page") -> Actor:
        """Somebody who acts here; Ada and Bea manage, Ben contributes."""
        return acting(user, self.organization, "contributor" if user == self.ben else "manager").via(through)

    def add(self, key: str, by: User | None = None, through: str = "page", **values: Any) -> Any:
        """A record, by Ada unless somebody else writes it."""
        return writing.create(self.actor(by or self.ada, through), register_of(key), values)

    def step(self, key: str, record: Any, step: str, by: User, reason: str = "", **values: Any) -> Any:
        """A step on a record."""
        return writing.transition(self.actor(by), register_of(key), record.reference, step, values, reason=reason)


def register_of(key: str) -> Any:
    """The register of this key, which is there."""
    register = registers.find(key)
    assert register is not None
    return register


def day(ago: int) -> str:
    """A day that many days ago."""
    return (TODAY - timedelta(days=ago)).isoformat()
