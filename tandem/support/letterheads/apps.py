from tandem.ground.kernel import subjects


class LetterheadsConfig(subjects.Subject):
    name = "tandem.support.letterheads"
