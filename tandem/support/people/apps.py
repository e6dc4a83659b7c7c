from tandem.ground.kernel import subjects


class PeopleConfig(subjects.Subject):
    name = "tandem.support.people"
    place = 20
