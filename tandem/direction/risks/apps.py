from tandem.ground.kernel import subjects


class RisksConfig(subjects.Subject):
    name = "tandem.direction.risks"
    place = 30
