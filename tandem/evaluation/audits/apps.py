from tandem.ground.kernel import subjects


class AuditsConfig(subjects.Subject):
    name = "tandem.evaluation.audits"
    place = 10
