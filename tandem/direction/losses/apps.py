from tandem.ground.kernel import subjects


class LossesConfig(subjects.Subject):
    name = "tandem.direction.losses"
