from tandem.ground.kernel import subjects


class MailConfig(subjects.Subject):
    name = "tandem.operation.mail"
    place = 45
