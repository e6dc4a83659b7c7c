from tandem.ground.kernel import subjects


class CommunicationConfig(subjects.Subject):
    name = "tandem.support.communication"
