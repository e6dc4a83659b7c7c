from tandem.ground.kernel import subjects


class NoticesConfig(subjects.Subject):
    name = "tandem.support.notices"
    place = 92
