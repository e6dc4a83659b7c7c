from tandem.ground.kernel import subjects


class DocumentsConfig(subjects.Subject):
    name = "tandem.support.documents"
    place = 10
