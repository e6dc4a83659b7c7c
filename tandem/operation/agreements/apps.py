from tandem.ground.kernel import subjects


class AgreementsConfig(subjects.Subject):
    name = "tandem.operation.agreements"
    place = 14

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import registers  # noqa: PLC0415  needs loaded models
        from tandem.operation.agreements.clocks import operations as incidents  # noqa: PLC0415
        from tandem.operation.agreements.request_clocks import operations as requests  # noqa: PLC0415

        registers.follow_writes("incidents", incidents.follow_incident, incidents.follow_new_incidents)
        registers.follow_writes("service-requests", requests.follow_request, requests.follow_new_requests)
