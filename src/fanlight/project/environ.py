"""The environment, read once into a frozen dataclass; nothing else in Fanlight looks at it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from fanlight.ground.errors import FanlightError

Network = IPv4Network | IPv6Network


class WrongSetting(FanlightError):
    """A setting in the environment cannot be used."""


@dataclass(frozen=True, slots=True)
class Environ:
    """Every setting that Fanlight takes from outside; docs/reference/config.md is generated from it."""

    data: Path  # FANLIGHT_DATA: where database, keys and footage lie
    host: str  # HOST: the name that the page is reached by
    port: int  # PORT: the port on the loopback, 8080 where nothing is said
    demo: bool  # FANLIGHT_DEMO=0: no demo cameras, no past
    demo_clips: Path | None  # CAMERAS: a folder of the user's own clips, served instead of the drawn scenes
    contact: str  # FANLIGHT_CONTACT: whom a push service may write to when something is wrong (RFC 8292 section 2.1)
    debug: bool  # FANLIGHT_DEBUG=1: Django's debug pages, for developers only
    record_port: int = 8070  # RECORD_PORT: where the record is served on the loopback, 8070 where nothing is said
    commons_port: int = 8090  # COMMONS_PORT: where the commons is served on the loopback, 8090 where nothing is said
    commons: bool = False  # FANLIGHT_COMMONS=1: a made-up commons beside the home; with the demo where nothing is said

    smtp: str = field(default="", repr=False)  # FANLIGHT_SMTP: smtp://name:password@host:587 or smtps://…
    database: str = field(default="", repr=False)  # DATABASE_URL: a commons on PostgreSQL, postgresql://name@host/base

    proxies: tuple[Network, ...] = ()  # FANLIGHT_PROXY: addresses or networks of a commons' reverse proxies, by commas
    proxy_header: str = "x-forwarded-for"  # FANLIGHT_PROXY_HEADER: which one they set, x-forwarded-for or forwarded

    @property
    def mail_sender(self) -> str:
        """Whom mails of a commons come from."""
        return self.contact.removeprefix("mailto:") if self.contact.startswith("mailto:") else f"petitions@{self.host}"

    @property
    def commons_data(self) -> Path:
        """Where a commons keeps database, keys and log; a home never looks there."""
        return self.data / "commons"

    @property
    def commons_origin(self) -> str:
        return f"http://{self.host}:{self.commons_port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def bind(self) -> str:
        """The address to listen on; the loopback, because nobody signs in over plain HTTP from another machine."""
        return "::1" if self.host == "::1" else "127.0.0.1"


LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _host(untrusted_host: str) -> str:
    if untrusted_host not in LOOPBACK:
        raise WrongSetting(
            f"HOST is “{untrusted_host}”, but Fanlight serves this computer only until it has a certificate.",
            remedy=f"Set it to one of {', '.join(LOOPBACK)}.",
        )
    return untrusted_host


def _port(name: str, untrusted_port: str) -> int:
    if not untrusted_port.isdecimal() or len(untrusted_port) > 5 or not 0 < int(untrusted_port) < 65_536:
        raise WrongSetting(f"{name} is “{untrusted_port[:40]}”.", remedy="Set it to a number from 1 to 65535.")
    return int(untrusted_port)


# Apple refuses a contact at `localhost`; a home has no address of its own until somebody names one.
NO_CONTACT = "https://example.org"


def _contact(untrusted_contact: str) -> str:
    scheme, _, rest = untrusted_contact.partition(":")
    mail = scheme == "mailto" and "@" in rest and "." in rest.partition("@")[2]
    page = scheme == "https" and "." in rest.removeprefix("//") and "/" not in rest.removeprefix("//")
    if not mail and not page:
        raise WrongSetting(
            f"FANLIGHT_CONTACT is “{untrusted_contact}”.",
            remedy="Give mailto: with your address, or https:// with a name.",
        )
    return untrusted_contact


def _proxies(untrusted_list: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(one.strip()) for one in untrusted_list.split(",") if one.strip())
    except ValueError:
        raise WrongSetting(
            f"FANLIGHT_PROXY is “{untrusted_list}”.", remedy="Give addresses or networks: 127.0.0.1, 10.0.0.0/8."
        ) from None


def _proxy_header(untrusted_name: str) -> str:
    if untrusted_name.lower() not in ("x-forwarded-for", "forwarded"):
        raise WrongSetting(
            f"FANLIGHT_PROXY_HEADER is “{untrusted_name}”.", remedy="Set it to x-forwarded-for or forwarded."
        )
    return untrusted_name.lower()


def _secret(name: str) -> str:
    """From the variable, or from the file that NAME_FILE names: what holds a password need not stand in the process."""
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name, "")
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE cannot be read: {error.strerror}.", remedy="Name a file you own.") from None


@cache
def environ() -> Environ:
    """The environment of this process."""
    get = os.environ.get
    clips = get("CAMERAS") or get("FANLIGHT_CAMERAS")
    if clips and not Path(clips).is_dir():
        raise WrongSetting(f"CAMERAS names no folder: {clips}", remedy="Give a folder with .mp4, .mov or .mkv files.")
    return Environ(
        data=Path(get("FANLIGHT_DATA") or "data").absolute(),
        host=_host(get("HOST") or "localhost"),
        port=_port("PORT", get("PORT") or "8080"),
        demo=get("FANLIGHT_DEMO", "1") != "0",
        demo_clips=Path(clips).absolute() if clips else None,
        contact=_contact(get("FANLIGHT_CONTACT") or NO_CONTACT),
        debug=get("FANLIGHT_DEBUG", "0") == "1",
        record_port=_port("RECORD_PORT", get("RECORD_PORT") or "8070"),
        commons_port=_port("COMMONS_PORT", get("COMMONS_PORT") or "8090"),
        smtp=_secret("FANLIGHT_SMTP"),
        database=_secret("DATABASE_URL"),
        proxies=_proxies(get("FANLIGHT_PROXY") or ""),
        proxy_header=_proxy_header(get("FANLIGHT_PROXY_HEADER") or "x-forwarded-for"),
        commons=get("FANLIGHT_COMMONS", get("FANLIGHT_DEMO", "1")) != "0",
    )


def camera_password() -> str:
    """FANLIGHT_CAMERA_PASSWORD: the password for `fanlight watch URL`, so that it stands in no process list."""
    return os.environ.get("FANLIGHT_CAMERA_PASSWORD", "")


def inherited() -> dict[str, str]:
    """This process's environment for another Fanlight of the same machine: all but what sets this one up."""
    ours = {"PORT", "HOST", "CAMERAS", "RECORD_PORT", "COMMONS_PORT", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("FANLIGHT_")}
