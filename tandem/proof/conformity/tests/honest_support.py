"""What is told to whom and what the system needs, where both are planned, decided and done."""

from tandem.proof.conformity.tests.house import House, day, prose

TOLD = (
    ("security-policy", "Customers and the public", True),
    ("service-policy", "Customers and their buyers", True),
    ("performance", "Top management", False),
    ("changes", "Everybody who works here", False),
)
NEEDS = ("human", "technical", "information", "financial")


def support(house: House) -> None:
    """Ben plans and tells; what he asks for Bea decides."""
    for subject, audience, is_external in TOLD:
        _tell(house, subject, audience, is_external)
    for kind in NEEDS:
        _need(house, kind)


def _tell(house: House, subject: str, audience: str, is_external: bool) -> None:
    line = house.add(
        "communications",
        title=prose(f"News of {subject}", 3),
        subject=subject,
        audience=audience,
        is_external=is_external,
        way="Page and letter",
        every_months=6,
        begins_on=day(40),
        owner=house.ben,
    )
    said = {"message": prose(f"What was said of {subject}", 10), "reached": "All of them", "done_on": day(20)}
    house.add("communication-sendings", by=house.ben, communication=line, title=f"Letter on {subject}", **said)


def _need(house: House, kind: str) -> None:
    said = {"purpose": prose(f"Why {kind} is needed", 10), "amount": "One", "needed_by": day(-60), "owner": house.ben}
    need = house.add("resource-needs", by=house.ben, title=f"Need of {kind}", kind=kind, **said)
    house.step("resource-needs", need, "grant", house.bea, decision=prose(f"Granted because {kind} lacks", 8))
