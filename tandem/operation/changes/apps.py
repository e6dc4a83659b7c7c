from tandem.ground.kernel import subjects


class ChangesConfig(subjects.Subject):
    name = "tandem.operation.changes"
    place = 35
