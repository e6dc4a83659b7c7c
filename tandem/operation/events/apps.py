from tandem.ground.kernel import subjects


class EventsConfig(subjects.Subject):
    name = "tandem.operation.events"
