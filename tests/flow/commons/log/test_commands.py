"""`fanlight ledger verify` and `fanlight witness` as their users call them."""

import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import cosignatures
from fanlight.trust.ledger.note import Note, parse_signatures, parse_vkey
from fanlight.trust.ledger.witness import AddCheckpoint
from tests.contract.ledger.served import files, serving
from tests.made_log import LOG, ORIGIN, MadeLog

FANLIGHT = Path(sys.executable).with_name("fanlight")


def fanlight(*arguments):
    return subprocess.run([FANLIGHT, *map(str, arguments)], capture_output=True, text=True, timeout=60)


@pytest.fixture
def log(tmp_path):
    made = MadeLog(tmp_path / "ledger").grow(300)
    (tmp_path / "ledger.vkey").write_text(LOG.verifier.vkey + "\n")
    return made


def test_a_good_log(log, tmp_path):
    """0, with origin, size and root; the key beside the log is used and named, a given one is not spoken of."""
    said = fanlight("ledger", "verify", log.folder)
    assert said.returncode == 0
    assert said.stdout == f"good: {ORIGIN}, 300 entries, root {log.head().root.hex()}, 0 bodies\n"
    assert "ledger.vkey" in said.stderr
    said = fanlight("ledger", "verify", log.folder, "--vkey", tmp_path / "ledger.vkey")
    assert (said.returncode, said.stderr) == (0, "")


def test_bodies_are_looked_at(log):
    """A body that an entry names is checked by its hash; one that is away is counted, for it may be erased."""
    name = log.store.put_body(b"a body")
    log.store.append([b'{"body":"%s"}' % name.encode(), b'{"body":"%s"}' % (b"0" * 64)])
    log.publish()
    said = fanlight("ledger", "verify", log.folder)
    assert said.returncode == 0
    assert said.stdout.endswith("1 bodies, 1 not there (erased or held back)\n")
    (log.folder / "body" / name).write_bytes(b"another")
    said = fanlight("ledger", "verify", log.folder)
    assert said.returncode == 1
    assert "Entry 300" in said.stderr


@pytest.mark.parametrize(
    ("path", "names"), [("tile/entries/001.p/44", "ntry"), ("tile/0/000", "tile/0/000"), ("checkpoint", "checkpoint")]
)
def test_a_bad_log(log, path, names):
    """1, with the entry or tile by its name."""
    content = bytearray((log.folder / path).read_bytes())
    content[40] ^= 1
    (log.folder / path).write_bytes(content)
    said = fanlight("ledger", "verify", log.folder)
    assert said.returncode == 1
    assert names in said.stderr


def test_a_log_that_cannot_be_read(log, tmp_path):
    """2: no folder, no checkpoint, no key, nobody at the address."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.vkey").write_text("nonsense")
    key = tmp_path / "ledger.vkey"
    for arguments in (
        (tmp_path / "absent",),
        (tmp_path / "empty", "--vkey", key),
        (log.folder, "--vkey", tmp_path / "no.vkey"),
        (log.folder, "--vkey", tmp_path / "absent.vkey"),
        ("http://127.0.0.1:9/log", "--vkey", key),
    ):
        assert fanlight("ledger", "verify", *arguments).returncode == 2


def test_over_http(log):
    """The same of a log at an address, with the key that it serves."""
    (log.folder / "vkey").write_text(LOG.verifier.vkey)
    with serving(files(log.folder)) as (url, _):
        said = fanlight("ledger", "verify", url)
    assert said.returncode == 0
    assert f"{url}/vkey" in said.stderr


def test_a_witness_from_start_to_end(log, tmp_path):
    """Ready line, its key at mode 0600, a cosignature over HTTP, a clean end, and what it knew after a restart."""
    data, log_key = tmp_path / "witness", tmp_path / "ledger.vkey"
    request = bytes(AddCheckpoint(0, (), bytes(log.head().signed(LOG))))
    keys = []
    for status in (200, 409):
        process = subprocess.Popen(
            [
                FANLIGHT,
                "witness",
                "127.0.0.1:0",
                "--data",
                data,
                "--log",
                log_key,
                "--name",
                "w.invalid",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            word, url, vkey = process.stdout.readline().split()
            assert word == "witness"
            keys.append(parse_vkey(vkey))
            assert post(f"{url}add-checkpoint", request, keys[-1], log.head()) == status
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(5) == 0
            process.stdout.close()
    assert keys[0] == keys[1]
    assert stat.S_IMODE((data / "witness.key").stat().st_mode) == 0o600


def post(url: str, content: bytes, key, head: Checkpoint) -> int:
    try:
        with urllib.request.urlopen(url, content, timeout=10) as answer:
            (cosigned,) = cosignatures(Note(head.text, parse_signatures(answer.read().decode())), [key])
            assert cosigned.time > 0
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_witness_needs_a_logs_key(tmp_path):
    """2 where the key cannot be read or the address is none."""
    (tmp_path / "no.vkey").write_text("nonsense")
    (tmp_path / "log.vkey").write_text(LOG.verifier.vkey)
    for address, key in (("127.0.0.1:0", "no.vkey"), ("127.0.0.1:0", "absent"), ("nowhere", "log.vkey")):
        assert fanlight("witness", address, "--data", tmp_path / "w", "--log", tmp_path / key).returncode == 2
