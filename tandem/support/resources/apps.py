from tandem.ground.kernel import subjects


class ResourcesConfig(subjects.Subject):
    name = "tandem.support.resources"
