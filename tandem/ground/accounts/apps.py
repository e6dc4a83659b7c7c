from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tandem.ground.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tandem.ground.accounts import noting  # noqa: F401, PLC0415  needs loaded models
