from tandem.ground.kernel import subjects


class VulnerabilitiesConfig(subjects.Subject):
    name = "tandem.operation.vulnerabilities"
