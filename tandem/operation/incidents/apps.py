from tandem.ground.kernel import subjects


class IncidentsConfig(subjects.Subject):
    name = "tandem.operation.incidents"
    place = 40
