from tandem.ground.kernel import subjects


class ServiceReportsConfig(subjects.Subject):
    name = "tandem.operation.service_reports"
    place = 18
