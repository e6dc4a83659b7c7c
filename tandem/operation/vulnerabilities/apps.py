from django.apps import AppConfig


class VulnerabilitiesConfig(AppConfig):
    name = "tandem.operation.vulnerabilities"
    label = "vulnerabilities"

    def ready(self) -> None:
        from tandem.operation.vulnerabilities import (  # noqa: PLC0415  needs loaded models
            brought,  # noqa: F401
            register,  # noqa: F401
        )
