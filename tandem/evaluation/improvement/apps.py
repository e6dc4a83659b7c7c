from tandem.ground.kernel import subjects


class ImprovementConfig(subjects.Subject):
    name = "tandem.evaluation.improvement"
    place = 40
