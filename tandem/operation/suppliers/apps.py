from tandem.ground.kernel import subjects


class SuppliersConfig(subjects.Subject):
    name = "tandem.operation.suppliers"
    place = 30
