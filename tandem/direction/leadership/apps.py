from tandem.ground.kernel import subjects


class LeadershipConfig(subjects.Subject):
    name = "tandem.direction.leadership"
    place = 15
