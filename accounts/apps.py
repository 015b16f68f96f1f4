from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import throttle  # noqa: F401  (connects its receivers; models are not ready before)
