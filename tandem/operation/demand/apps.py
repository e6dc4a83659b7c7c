from tandem.ground.kernel import subjects


class DemandConfig(subjects.Subject):
    name = "tandem.operation.demand"
    place = 23
