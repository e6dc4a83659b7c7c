from tandem.ground.kernel import subjects


class MeasurementsConfig(subjects.Subject):
    name = "tandem.evaluation.measurements"
    place = 10
