"""Notes, heads, paths and proof files of other implementations, each with its source."""

from base64 import b64decode
from hashlib import sha256

import pytest

from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint, parse_text
from fanlight.trust.ledger.cosignature import cosignatures
from fanlight.trust.ledger.faults import Malformed, SignatureWrong
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.note import ED25519, Note, SigningKey, b64, check_signed, parse_note, parse_vkey, sign_text
from fanlight.trust.ledger.proof_file import LogProof, parse_proof
from fanlight.trust.ledger.tiles import Tile, parse_path

# golang.org/x/mod fe2ec04, sumdb/note/note_test.go
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
PETER_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)


def test_notes_of_the_go_implementation():
    """Two signatures, known one by one or together; our own signature of the same text by the same key is theirs."""
    note = parse_note(f"{TEXT}\n{PETER_LINE}{ENOCH_LINE}".encode())
    assert note.text == TEXT
    check_signed(note, [parse_vkey(PETER)])
    check_signed(note, [parse_vkey(ENOCH), parse_vkey(PETER)])
    key = SigningKey("PeterNeumann", ED25519, PETER_SEED)
    assert key.verifier.vkey == PETER
    assert bytes(Note(TEXT, (sign_text(TEXT, key),))) == f"{TEXT}\n{PETER_LINE}".encode()
    with pytest.raises(SignatureWrong):
        check_signed(note, [])
    swapped = parse_note(f"{TEXT}\n{PETER_LINE[:60]}ABCD{PETER_LINE[60:]}".encode())
    with pytest.raises(SignatureWrong):
        check_signed(swapped, [parse_vkey(PETER)])


@pytest.mark.parametrize(
    "untrusted",
    [
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n{PETER_LINE[:-1]}",
        f"\x01{TEXT}\n{PETER_LINE}",
        f"{TEXT}\n— Bad Name {PETER_LINE.split()[-1]}",
        f"{TEXT}\n{PETER_LINE}Unexpected line.\n",
        f"{TEXT}\n{PETER_LINE * 101}",
        b"\xff" + f"{TEXT}\n{PETER_LINE}".encode(),
    ],
)
def test_notes_that_the_go_implementation_refuses(untrusted):
    """The malformed notes of note_test.go."""
    with pytest.raises(Malformed):
        parse_note(untrusted if isinstance(untrusted, bytes) else untrusted.encode())


def test_keys_that_the_go_implementation_refuses():
    """Each part of a key and each letter moved by one; a wrong length and an unknown kind with a fitting id."""
    parts = {PETER[begin:end] for begin in range(len(PETER)) for end in range(begin + 1, len(PETER) + 1)} - {PETER}
    moved = {PETER[:at] + chr(ord(PETER[at]) + 1) + PETER[at + 1 :] for at in range(len(PETER))}
    for untrusted in (
        *parts,
        *moved,
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ):
        with pytest.raises(Malformed):
            parse_vkey(untrusted)


def test_example_of_signed_note():
    """C2SP 5ba5ee8, signed-note.md: Example."""
    key = parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    signature = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    note = parse_note(f"This is an example message.\n\n— example.com/foo {signature}\n".encode())
    check_signed(note, [key])
    with pytest.raises(SignatureWrong):
        check_signed(Note("This is another message.\n", note.signatures), [key])


# A head of a public log (Tesseract, in Go) cosigned by four witnesses, as it was served on 2026-05-23
REAL = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""  # noqa: E501
REAL_LOG = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
REMORA = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"  # transparency-dev/formats 0b850f1


def test_a_cosigned_head_of_a_public_log():
    """The log's signature and a witness's cosignature of the real world verify; not for another size."""
    checkpoint, note = parse_checkpoint(REAL.encode())
    witness = parse_vkey(REMORA)
    assert checkpoint.size == 1_432_088_532
    assert bytes(note) == REAL.encode()
    check_signed(note, [parse_vkey(REAL_LOG)])
    (cosigned,) = cosignatures(note, [witness])
    assert cosigned.time == 0x6A122120
    other = Note(note.text.replace("1432088532", "1432088533"), note.signatures)
    with pytest.raises(SignatureWrong):
        cosignatures(other, [witness])
    with pytest.raises(SignatureWrong):
        check_signed(other, [parse_vkey(REAL_LOG)])


def test_heads_of_the_go_implementation():
    """golang.org/x/mod fe2ec04, sumdb/tlog/note_test.go: the tree's text and what is no tree's text."""
    golden = "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n"
    checkpoint = Checkpoint("go.sum database tree", 123456789012, leaf_hash(b"hello world"))
    assert checkpoint.text == golden
    assert parse_text(golden) == checkpoint
    for untrusted in (
        golden.replace("123456789012", "0xabcdef"),
        golden.replace("uwBb0=", "uwBTOOBIG="),
        golden.replace("123456789012", "0123456789012"),
        golden.replace("123456789012", "9223372036854775808"),
        golden.replace("123456789012", "٣"),
        golden[:-1],
        golden + "\n",
    ):
        with pytest.raises(Malformed):
            parse_text(untrusted)


def test_a_head_of_the_go_checksum_database():
    """FiloSottile/torchwood 341dc2f, cmd/litewitness/testdata/sumdb.txt: a real checkpoint of sum.golang.org."""
    key = parse_vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
    signature = "Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ="
    untrusted = (
        "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n"
        f"— sum.golang.org {signature}\n"
    )
    checkpoint, note = parse_checkpoint(untrusted.encode())
    assert checkpoint.size == 35225469
    check_signed(note, [key])


def test_paths_of_the_go_implementation_and_the_specification():
    """sumdb/tlog/tlog_test.go without its height; tlog-tiles.md: 1234067 and the tree of 70,000."""
    for path, tile in {
        "tile/0/001": Tile(0, 1),
        "tile/0/001.p/5": Tile(0, 1, 5),
        "tile/5/x123/x456/078": Tile(5, 123456078),
        "tile/5/x123/x456/078.p/2": Tile(5, 123456078, 2),
        "tile/0/x003/x057/500": Tile(0, 3057500),
        "tile/entries/x003/x057/500": Tile(None, 3057500),
        "tile/0/x001/x234/067": Tile(0, 1234067),
        "tile/63/000": Tile(63, 0),
    }.items():
        assert tile.path == path
        assert parse_path(path) == tile
    for untrusted in ("tile/5/123/456/078", "tile/-1/123/456/078", "tile/64/000", "tile/00/000", "tile/0/000.p/256",
                      "tile/0/000.p/0", "tile/0/000.p/05", "tile/0/x000/001", "tile/0/00", "tile/0/000\n", "tile/0/٠٠٠",
                      "tile/0/000/", "/tile/0/000", "tile/entries/../0/000", "tile/data/000", ""):  # fmt: skip
        with pytest.raises(Malformed):
            parse_path(untrusted)


def test_proof_files_of_the_go_implementation():
    """transparency-dev/formats 0b850f1, proof/tlog_proof_test.go."""
    one, two = sha256(b"hash1").digest(), sha256(b"hash2").digest()
    lines = "c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 5\n{}\n{}\n\ntest checkpoint\n"
    proof = LogProof(5, (one, two), b"test checkpoint\n", b"extra information")
    assert bytes(proof) == lines.format(b64(one), b64(two)).encode()
    assert parse_proof(bytes(proof)) == proof
    empty = LogProof(0, (), b"checkpoint\n")
    assert bytes(empty) == b"c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n"
    assert parse_proof(bytes(empty)) == empty
    for untrusted in (
        b"wrong-header\nindex 0\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n" + b64(bytes(64)).encode() + b"\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n" + b"a" * 65 * 1024 + b"\n",
    ):
        with pytest.raises(Malformed):
            parse_proof(untrusted)
