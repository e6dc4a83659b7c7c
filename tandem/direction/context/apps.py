from tandem.ground.kernel import subjects


class ContextConfig(subjects.Subject):
    name = "tandem.direction.context"
    place = 10
