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
        error_messages={
            "invalid": "Days are a whole number, as 30.",
            "min_value": "Enter 1 day or more, or leave it empty.",
            "max_value": f"Enter {MOST_DAYS} days or fewer, or leave it empty.",
        },
    )
    giga = forms.DecimalField(
        label="Keep footage within, in GB",
        min_value=1,
        max_value=MOST_GIGA,
        decimal_places=1,
        required=False,
        help_text="Empty: as much as the disk has room for.",
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "decimal"}),
        error_messages={
            "invalid": "Room is a number of GB, as 500.",
            "min_value": "Enter 1 GB or more, or leave it empty.",
            "max_value": f"Enter {MOST_GIGA} GB or less, or leave it empty.",
            "max_decimal_places": "One digit after the point is exact enough.",
        },
    )

    def limits(self) -> dict[str, Any]:
        """As the action takes them."""
        giga = self.cleaned_data["giga"]
        return {"days": self.cleaned_data["days"], "bytes": int(giga * GIGA) if giga else None}
