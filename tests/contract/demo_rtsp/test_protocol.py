"""What the made-up camera answers, message by message (RFC 2326), and what its packets hold (RFC 3550)."""

from __future__ import annotations

import struct
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanlight.demo.rtsp import viewers
from fanlight.demo.rtsp.clip import read_clip
from fanlight.demo.rtsp.faults import Faults
from fanlight.demo.rtsp.serving import serving
from fanlight.ground.clock import SystemClock
from tests.contract.demo_rtsp.asking import Asking
from tests.contract.demo_rtsp.film import film

TCP = "RTP/AVP/TCP;unicast;interleaved=0-1"


def play(client: Asking, url: str, transport: str = TCP) -> None:
    status, headers, _ = client.ask("SETUP", f"{url}/trackID=0", Transport=transport)
    assert status == 200
    assert client.ask("PLAY", url, Session=headers["session"].partition(";")[0])[0] == 200


@pytest.fixture
def server(h264):
    with serving({"cam": h264}) as running:
        yield running


@pytest.fixture
def client(server):
    with Asking(server.port) as asking:
        yield asking


def test_options_name_the_methods(client, server):
    """OPTIONS needs no password and names what can be asked."""
    status, headers, _ = client.ask("OPTIONS", server.url("cam"))
    assert status == 200
    assert {"DESCRIBE", "SETUP", "PLAY", "TEARDOWN", "GET_PARAMETER"} <= set(headers["public"].split(", "))


def test_description(client, server):
    """DESCRIBE gives the codec, its parameter sets and where each track is set up."""
    status, headers, body = client.ask("DESCRIBE", server.url("cam"), Accept="application/sdp")
    assert status == 200
    assert headers["content-base"] == server.url("cam") + "/"
    assert "a=rtpmap:96 H264/90000" in body
    assert "sprop-parameter-sets=" in body
    assert "a=control:trackID=0" in body


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("DESCRIBE", "none", {}, 404),
        ("SETUP", "cam/trackID=7", {"Transport": TCP}, 404),
        ("SETUP", "cam/trackID=0", {}, 400),
        ("SETUP", "cam/trackID=0", {"Transport": "RAW/RAW/UDP;unicast"}, 461),
        ("SETUP", "cam/trackID=0", {"Transport": "RTP/AVP;multicast"}, 461),
        ("SETUP", "cam/trackID=0", {"Transport": "RTP/AVP;unicast;client_port=0-99999"}, 400),
        ("PLAY", "cam", {}, 454),
        ("PLAY", "cam", {"Session": "1234"}, 454),
        ("TEARDOWN", "cam", {"Session": "1234"}, 454),
        ("DESCRIBE", "cam", {"Require": "www.onvif.org/ver20/backchannel"}, 551),
        ("PAUSE", "cam", {}, 405),
        ("DANCE", "cam", {}, 501),
    ],
)
def test_refusals(client, server, method, path, headers, status):
    """Each wrong request has its own status, and the connection goes on."""
    assert client.ask(method, f"rtsp://127.0.0.1:{server.port}/{path}", **headers)[0] == status
    assert client.ask("OPTIONS", "*")[0] == 200


def test_keep_alive(client, server):
    """GET_PARAMETER with the session is answered while packets flow."""
    url = server.url("cam")
    _, headers, _ = client.ask("SETUP", f"{url}/trackID=0", Transport=TCP)
    session = headers["session"].partition(";")[0]
    client.ask("PLAY", url, Session=session)
    assert client.ask("GET_PARAMETER", url, Session=session)[0] == 200
    assert client.ask("TEARDOWN", url, Session=session)[0] == 200
    assert client.is_hung_up()


def test_password_is_asked_for(h264):
    """Without credentials: 401, with a challenge that names digest."""
    with serving({"cam": h264}, user="demo", password="word") as server, Asking(server.port) as client:
        status, headers, _ = client.ask("DESCRIBE", server.url("cam", with_password=False))
    assert status == 401
    assert headers["www-authenticate"].startswith("Digest ")
    assert "word" not in str(headers)


def test_sender_report_comes_first(client, server):
    """A sender report with the wall clock comes first, and the key frame's stamp agrees (RFC 3550 §6.4.1)."""
    play(client, server.url("cam"))
    channel, report = client.packet()
    assert channel == 1
    seconds, fraction, stamp = struct.unpack("!III", report[8:20])
    told = seconds + fraction / 2**32 - 2_208_988_800
    assert abs(told - SystemClock().now().timestamp()) < 2
    channel, packet = client.packet()
    assert channel == 0
    assert abs(struct.unpack("!I", packet[4:8])[0] - stamp) < 90_000


def test_parameter_sets_precede_each_key_frame(client, server):
    """SPS and PPS stand before every key frame: who joins late, or missed the description, can decode."""
    play(client, server.url("cam"))
    kinds = []
    while kinds.count(8) < 2:
        channel, packet = client.packet()
        if channel == 0:
            kinds.append(packet[12] & 0x1F)
    assert kinds[:2] == [7, 8]
    second = kinds.index(7, 1)
    assert kinds[second : second + 2] == [7, 8]


def test_sequence_numbers_have_no_hole(client, server):
    """Over the seam too, so that no client reports loss."""
    play(client, server.url("cam"))
    numbers = []
    while len(numbers) < 60:
        channel, packet = client.packet()
        if channel == 0:
            numbers.append(struct.unpack("!H", packet[2:4])[0])
    assert numbers == [(numbers[0] + step) % 65536 for step in range(60)]


def test_silent_camera(h264):
    """PLAY is taken and nothing comes."""
    with serving({"cam": h264}, faults=Faults(silent=True)) as server, Asking(server.port) as client:
        play(client, server.url("cam"))
        client.socket.settimeout(0.7)
        with pytest.raises(TimeoutError):
            client.packet()
        server.misbehave(Faults())
        assert client.packet()


def test_slow_client_is_dropped(reels, monkeypatch):
    """What waits for a client that does not read is bounded; then it is hung up on."""
    monkeypatch.setattr(viewers, "MOST_WAITING", 20_000)
    clip = read_clip(film(reels / "loud.mp4", size=(1280, 720), noise=60))
    with serving({"cam": clip}) as server, Asking(server.port) as client:
        play(client, server.url("cam"))
        deadline = time.monotonic() + 8
        while server.clients and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.clients == 0


def test_drop_all(client, server):
    """A camera that starts anew hangs up on everybody and answers the next one."""
    play(client, server.url("cam"))
    server.drop_all()
    assert client.is_hung_up()
    with Asking(server.port) as again:
        assert again.ask("OPTIONS", "*")[0] == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(st.binary(max_size=200), st.just(b"$\x00\xff\xff"), st.just(b"DESCRIBE rtsp://a/cam RTSP/1.0\r\n")),
        max_size=6,
    )
)
def test_garbage_harms_nobody_else(server, untrusted_pieces):
    """Whatever one connection says, the server goes on serving the others."""
    with Asking(server.port) as rude:
        for piece in untrusted_pieces:
            rude.say(piece)
        rude.say(b"\r\n\r\n")
    with Asking(server.port) as polite:
        assert polite.ask("OPTIONS", "*")[0] == 200
