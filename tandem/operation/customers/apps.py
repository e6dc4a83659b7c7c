from tandem.ground.kernel import subjects


class CustomersConfig(subjects.Subject):
    name = "tandem.operation.customers"
    place = 12
