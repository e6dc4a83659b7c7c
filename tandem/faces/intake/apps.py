from tandem.ground.kernel import subjects


class IntakeConfig(subjects.Subject):
    name = "tandem.faces.intake"
