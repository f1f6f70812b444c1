"""How long footage stays."""

from __future__ import annotations

from typing import Any

from django import forms

GIGA = 1_000_000_000
MOST_DAYS = 3650
MOST_GIGA = 1_000_000


class RetentionForm(forms.Form):
    """Days, room, both or neither; an empty field is no limit."""

    days = forms.IntegerField(
        label="Delete footage older than, in days",
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text="Empty: for its age nothing is deleted.",
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    giga = forms.DecimalField(
        label="Keep footage within, in GB",
        min_value=1,
        max_value=MOST_GIGA,
        decimal_places=1,
        required=False,
        help_text="Empty: as much as the disk has room for.",
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "decimal"}),
    )

    def limits(self) -> dict[str, Any]:
        """As the action takes them."""
        giga = self.cleaned_data["giga"]
        return {"days": self.cleaned_data["days"], "bytes": int(giga * GIGA) if giga else None}
