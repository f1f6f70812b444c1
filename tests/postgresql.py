"""A PostgreSQL server for tests: the one of DATABASE_URL, else one of Debian's started in a folder of its own."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Debian keeps them by version and out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def lacks() -> str:
    """Why none can be had here; empty where one can."""
    if importlib.util.find_spec("psycopg") is None:
        return "psycopg is not installed (make env EXTRAS=postgres)"
    if not os.environ.get("DATABASE_URL") and binaries() is None:
        return "Debian's postgresql is not installed (make test-packages), and DATABASE_URL names no server"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """The address of a database that always exists; who uses it makes another beside it."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="fanlight-postgresql-"))
    run: list[str] = []
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(folder, "postgres")
        run = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    data, options = folder / "data", f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    here = {"cwd": folder, "check": True, "capture_output": True}
    subprocess.run([*run, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], **here)  # type: ignore[call-overload]
    control = [*run, programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-o", options, "-l", folder / "log", "start"], **here)  # type: ignore[call-overload]
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **here)  # type: ignore[call-overload]
        shutil.rmtree(folder)


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """A database of our own on that server, dropped at the end."""
    import psycopg

    name = f"fanlight_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]
