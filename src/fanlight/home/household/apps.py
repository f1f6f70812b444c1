"""The household: the home's name, its zone and place, and who may do what in it."""

from __future__ import annotations

from django.apps import AppConfig


class HouseholdConfig(AppConfig):
    name = "fanlight.home.household"
    label = "home_household"
    verbose_name = "Household"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fanlight.home.household.house import take_zone_of_first_owner
        from fanlight.people.signals import first_owner_made

        first_owner_made.connect(take_zone_of_first_owner, dispatch_uid="household-zone")
