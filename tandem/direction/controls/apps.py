from django.apps import AppConfig


class ControlsConfig(AppConfig):
    name = "tandem.direction.controls"
    label = "controls"

    def ready(self) -> None:
        from tandem.direction.controls import following, register  # noqa: F401, PLC0415  needs loaded models
        from tandem.direction.controls.work import register as work  # noqa: F401, PLC0415
        from tandem.ground.kernel import registers  # noqa: PLC0415

        registers.follow_writes("risks", following.risk_changed)
        registers.follow_writes("obligations", following.obligation_changed)
        registers.follow_writes("controls", following.control_changed)
