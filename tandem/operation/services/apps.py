from tandem.ground.kernel import subjects


class ServicesConfig(subjects.Subject):
    name = "tandem.operation.services"
    place = 10
