from tandem.ground.kernel import subjects


class RequestsConfig(subjects.Subject):
    name = "tandem.operation.requests"
    place = 42
