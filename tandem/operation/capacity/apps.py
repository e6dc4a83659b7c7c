from tandem.ground.kernel import subjects


class CapacityConfig(subjects.Subject):
    name = "tandem.operation.capacity"
    place = 24
