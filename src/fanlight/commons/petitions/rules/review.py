"""The published rules by which a steward reviews a petition; a refusal names one of them."""

from __future__ import annotations

RULES = (
    ("demand", "It asks for one thing, and says of whom."),
    ("public", "It is about a public body, a company or the community, not about a private person."),
    ("facts", "What it states as fact can be looked up; a source is named where it accuses."),
    ("decent", "It describes what was done, not what people look like or where they come from."),
    ("whole", "It is not the same demand to the same addressee as a petition that is open."),
)
CODES = tuple(code for code, _ in RULES)
