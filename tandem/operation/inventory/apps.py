from tandem.ground.kernel import subjects


class InventoryConfig(subjects.Subject):
    name = "tandem.operation.inventory"
    place = 20
