from tandem.ground.kernel import subjects


class AuditsConfig(subjects.Subject):
    name = "tandem.evaluation.audits"
    place = 10

    def ready(self) -> None:
        super().ready()
        from tandem.evaluation.audits import operations  # noqa: PLC0415  needs loaded models
        from tandem.evaluation.audits.programmes.operations import count_left_out  # noqa: PLC0415  needs loaded models
        from tandem.ground.kernel.registers import follow_writes  # noqa: PLC0415  needs loaded models

        follow_writes("audit-topics", count_left_out)
        follow_writes("audit-topics", operations.look_at_independence)
