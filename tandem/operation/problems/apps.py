from tandem.ground.kernel import subjects


class ProblemsConfig(subjects.Subject):
    name = "tandem.operation.problems"
    place = 44
