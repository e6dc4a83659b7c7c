from tandem.ground.kernel import subjects


class KnowledgeConfig(subjects.Subject):
    name = "tandem.support.knowledge"
    place = 40
