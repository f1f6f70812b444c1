"""A witness answers as C2SP tlog-witness says, keeps what it cosigned, and never cosigns a tree that did not grow."""

import threading
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint
from fanlight.trust.ledger.cosignature import cosignatures
from fanlight.trust.ledger.faults import Malformed
from fanlight.trust.ledger.hashing import EMPTY_ROOT, leaf_hash, tree_root
from fanlight.trust.ledger.note import COSIGNATURE, ED25519, Note, SigningKey, VerifierKey, parse_signatures
from fanlight.trust.ledger.proof import consistency_proof
from fanlight.trust.ledger.witness import AddCheckpoint, Witness, parse_request
from tests.made_log import LOG, NOW, ORIGIN

KEY = SigningKey("witness.example.invalid", COSIGNATURE, b"\x21" * 32)
LEAVES = [leaf_hash(b"%d" % number) for number in range(40)]


def node(level, index):
    return tree_root(LEAVES[index << level : (index + 1) << level])


def head(size, origin=ORIGIN, root=None):
    return Checkpoint(origin, size, tree_root(LEAVES[:size]) if root is None else root)


def request(old, size, key=LOG, proof=None, **more):
    proof = tuple(consistency_proof(old, size, node)) if proof is None else proof
    return bytes(AddCheckpoint(old, proof, bytes(head(size, **more).signed(key))))


@pytest.fixture
def witness(tmp_path):
    return Witness(KEY, [LOG.verifier], tmp_path)


def test_it_cosigns_a_log_that_grows(witness):
    """From nothing, to the same, to more: each a cosignature over exactly this head at this time."""
    for old, new in ((0, 0), (0, 3), (3, 3), (3, 20), (20, 33)):
        answer = witness.add_checkpoint(request(old, new), NOW + new)
        assert answer.status == 200
        note = Note(head(new).text, parse_signatures(answer.content.decode()))
        (cosigned,) = cosignatures(note, [KEY.verifier])
        assert cosigned.time == NOW + new


def test_it_remembers_over_a_restart(witness, tmp_path):
    """What was cosigned lies on disk before the answer leaves; a new process knows it."""
    witness.add_checkpoint(request(0, 20), NOW)
    again = Witness(KEY, [LOG.verifier], tmp_path)
    answer = again.add_checkpoint(request(0, 5), NOW)
    assert (answer.status, answer.content, answer.content_type) == (409, b"20\n", "text/x.tlog.size")
    newest = again.newest(sha256(ORIGIN.encode()).hexdigest())
    assert newest.status == 200
    checkpoint, note = parse_checkpoint(newest.content)
    assert checkpoint == head(20)
    assert len(note.signatures) == 2
    assert again.newest("0" * 64).status == 404


@pytest.mark.parametrize(
    ("untrusted", "status"),
    [
        (request(0, 5, origin="other.invalid/log", key=SigningKey("other.invalid/log", ED25519, b"\x01" * 32)), 404),
        (request(0, 5, key=SigningKey(ORIGIN, ED25519, b"\x02" * 32)), 403),
        (request(20, 20, root=LEAVES[3]), 422),
        (request(20, 33, proof=()), 422),
        (request(20, 33, proof=tuple(LEAVES[:4])), 422),
        (request(20, 33, root=LEAVES[3]), 422),
        (request(21, 33), 409),
        (request(0, 33), 409),
        (bytes(AddCheckpoint(21, (), bytes(head(20).signed(LOG)))), 400),
        (b"", 400),
        (b"old 20\n\n", 400),
        (b"old 020\n\n" + bytes(head(20).signed(LOG)), 400),
        (b"old 20\n\n" + head(20).text.encode(), 400),
        (b"x" * 100_000, 400),
    ],
)
def test_what_it_refuses(witness, untrusted, status):
    """Each answer of the specification; none of them moves what it remembers."""
    witness.add_checkpoint(request(0, 20), NOW)
    assert witness.add_checkpoint(untrusted, NOW).status == status
    assert witness.add_checkpoint(request(20, 21), NOW).status == 200


def test_first_requests_that_are_refused(witness):
    """With nothing seen: no proof may be sent, and the empty tree has one root."""
    assert witness.add_checkpoint(request(0, 5, proof=(LEAVES[0],)), NOW).status == 422
    assert witness.add_checkpoint(request(0, 0, root=LEAVES[0]), NOW).status == 422
    assert witness.add_checkpoint(request(0, 0, root=EMPTY_ROOT), NOW).status == 200


def test_a_known_key_with_a_false_signature(witness):
    """403: a line by the log's name and id whose signature does not fit, beside a good one."""
    good = head(5).signed(LOG)
    false = head(6).signed(LOG).signatures
    content = bytes(AddCheckpoint(0, (), bytes(Note(good.text, good.signatures + false))))
    assert witness.add_checkpoint(content, NOW).status == 403


def test_two_requests_at_once_roll_nothing_back(tmp_path):
    """The race of tlog-witness.md: one wins, the other hears of a conflict, the larger or the smaller stands alone."""
    for turn in range(10):
        folder = tmp_path / str(turn)
        first, second = (Witness(KEY, [LOG.verifier], folder) for _ in range(2))
        first.add_checkpoint(request(0, 1), NOW)
        answers = {}
        both = threading.Barrier(2)

        def ask(witness, size, answers=answers, both=both):
            both.wait()
            answers[size] = witness.add_checkpoint(request(1, size), NOW).status

        threads = [threading.Thread(target=ask, args=one) for one in ((first, 3), (second, 5))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers.values()) == [200, 409]
        kept = parse_checkpoint(first.newest(sha256(ORIGIN.encode()).hexdigest()).content)[0].size
        assert answers[kept] == 200


# FiloSottile/torchwood 341dc2f, cmd/litewitness/testdata/litewitness.txt and internal/witness/witness_test.go
SIGSUM = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
SIGSUM_KEY = VerifierKey(
    SIGSUM, ED25519, bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
)
ONE = "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY="
THREE = "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go="
FIVE = "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww="
A, B = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
BENT = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABA=\n"
TO_FIVE = "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=\nKgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
ROOT_3, ROOT_5 = "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=", "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY="


def sigsum(old, proof, size, root, signature, origin=SIGSUM):
    return f"old {old}\n{proof}\n{origin}\n{size}\n{root}\n\n— {origin} {signature}\n".encode()


def test_requests_of_the_go_implementation(tmp_path):
    """litewitness's own requests in its order, with its answers (an unknown log is 404 by the specification)."""
    witness = Witness(KEY, [SIGSUM_KEY], tmp_path)
    script = [
        (sigsum(0, "", 1, "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", ONE), 200),
        (sigsum(1, A + B, 3, ROOT_3, THREE.replace("6go=", "6gx=")), 400),  # its base64 has stray bits
        (sigsum(1, A + B, 3, ROOT_3, THREE.replace("rcaw", "rcax")), 403),
        (sigsum(1, A + B, 3, ROOT_3, THREE, SIGSUM[:-1] + "3"), 404),
        (sigsum(1, "", 3, ROOT_3, THREE), 422),
        (sigsum(1, A + BENT, 3, ROOT_3, THREE), 422),
        (sigsum(1, A + TO_FIVE.splitlines()[1] + "\n", 5, ROOT_5, FIVE), 422),
        (sigsum(1, A + B, 3, ROOT_3, THREE), 200),
        (sigsum(1, A + B, 3, ROOT_3, THREE), 409),
    ]
    assert [witness.add_checkpoint(one, NOW).status for one, _ in script] == [status for _, status in script]
    other = Witness(KEY, [SIGSUM_KEY], tmp_path / "other")
    other.add_checkpoint(script[0][0], NOW)
    assert other.add_checkpoint(sigsum(1, A + TO_FIVE, 5, ROOT_5, FIVE), NOW).status == 200


@given(st.binary(max_size=400))
def test_any_request_raises_only_ours(noise):
    """Random bytes are Malformed."""
    for untrusted in (noise, b"old 0\n\n" + noise):
        try:
            parse_request(untrusted)
        except Malformed:
            continue


def test_bent_requests_never_get_a_cosignature(tmp_path):
    """Each byte of a good request with one bit flipped: refused, unless the bit changes no meaning."""
    good = request(0, 20)
    for at in range(len(good)):
        bent = good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1 :]
        answer = Witness(KEY, [LOG.verifier], tmp_path / str(at)).add_checkpoint(bent, NOW)
        assert answer.status in (400, 403, 404, 409, 422)
