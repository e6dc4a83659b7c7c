from tandem.ground.kernel import subjects


class TransitionsConfig(subjects.Subject):
    name = "tandem.operation.transitions"
    place = 34
