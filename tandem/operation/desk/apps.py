from tandem.ground.kernel import subjects


class DeskConfig(subjects.Subject):
    name = "tandem.operation.desk"
    place = 46
