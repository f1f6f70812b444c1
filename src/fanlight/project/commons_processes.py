"""The processes of a commons: its pages, its tend, and in the demo three witnesses."""

from __future__ import annotations

from fanlight.project.environ import Environ
from fanlight.project.supervisor import END_WITHIN, Supervisor, refuse_taken_port


class CommonsSupervisor(Supervisor):
    """What `fanlight commons` runs; under `fanlight home` it is one process of the demo and ends before it."""

    prepare_role = "commons-prepare"
    end_within = END_WITHIN - 2.0

    def __init__(self, environ: Environ) -> None:
        witnesses = [f"witness-{number}" for number in (1, 2, 3)] if environ.demo else []
        super().__init__(environ, [*witnesses, "commons-tend", "commons-web"])

    def _address(self) -> tuple[str, int]:
        return self._environ.bind, self._environ.commons_port

    def _refuse_taken(self) -> None:
        refuse_taken_port(*self._address(), "COMMONS_PORT=8091")

    def _announce(self, prepared: dict[str, str], until: float) -> None:
        print(f"commons {self._environ.commons_origin}/", flush=True)
