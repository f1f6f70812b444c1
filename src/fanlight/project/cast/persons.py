"""The made-up persons that one can be: officers, stewards, a neighbour, a stranger."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.commons.agencies.standing import is_demo
from fanlight.demo.community.founding import OFFICERS, POLICE, STEWARDS


@dataclass(frozen=True)
class Role:
    """One of the cast; `username` is how their account is called, empty for the stranger, who has none."""

    username: str
    name: str
    words: str


NEIGHBOUR = Role("neighbour", "A neighbour", "Writes on the board and chooses what is forwarded; signs nothing.")
STRANGER = Role("", "A stranger", "Has no account: sees what everybody sees.")


def username(name: str) -> str:
    """As names of accounts are written: without spaces."""
    return name.replace(" ", ".").lower()


def cast() -> list[tuple[str, list[Role]]]:
    """By group, in the order of the page."""
    officers = [
        Role(
            username(post.name),
            post.name,
            f"{post.role.capitalize()}, {'Maple Hollow Police' if post.agency == POLICE else 'Alder County Sheriff'}",
        )
        for post in OFFICERS
    ]
    stewards = [Role(username(name), name, "Steward; three of five decide") for name in STEWARDS]
    return [("Officers", officers), ("Stewards", stewards), ("Everybody else", [NEIGHBOUR, STRANGER])]


def role_of(untrusted_username: str) -> Role | None:
    """None outside a demo too."""
    if not is_demo():
        return None
    return next((role for _, roles in cast() for role in roles if role.username == untrusted_username), None)
