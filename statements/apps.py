from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"

    def ready(self) -> None:
        from statements import receivers, revision_receivers  # noqa: F401  (connects them; models are not ready before)
