from tandem.ground.kernel import subjects


class ObjectivesConfig(subjects.Subject):
    name = "tandem.direction.objectives"
    place = 25
