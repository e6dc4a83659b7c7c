from tandem.ground.kernel import subjects


class ScopeConfig(subjects.Subject):
    name = "tandem.direction.scope"
    place = 20
