from tandem.ground.kernel import subjects


class ReleasesConfig(subjects.Subject):
    name = "tandem.operation.releases"
    place = 36
