from tandem.ground.kernel import subjects


class AvailabilityConfig(subjects.Subject):
    name = "tandem.operation.availability"
    place = 16
