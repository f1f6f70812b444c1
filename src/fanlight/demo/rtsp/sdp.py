"""The description of a made-up camera's streams (SDP, RFC 8866; RFC 6184, 7798, 3640, 3551)."""

from __future__ import annotations

from base64 import b64encode

from fanlight.demo.rtsp import nal
from fanlight.demo.rtsp.clip import G711, Clip, Track

DYNAMIC_VIDEO, DYNAMIC_AUDIO = 96, 97


def payload_type(track: Track) -> int:
    if track.medium == "video":
        return DYNAMIC_VIDEO
    static = G711.get(track.codec)
    return static if static is not None and (track.clock, track.channels) == (8000, 1) else DYNAMIC_AUDIO


def describe(name: str, clip: Clip) -> str:
    lines = [
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        f"s={name}",
        "c=IN IP4 0.0.0.0",
        "t=0 0",
        "a=control:*",
        "a=range:npt=now-",
    ]
    for index, track in enumerate(clip.tracks):
        kind = payload_type(track)
        lines.append(f"m={track.medium} 0 RTP/AVP {kind}")
        lines += [f"a=rtpmap:{kind} {_mapping(track)}"]
        lines += [f"a=fmtp:{kind} {parameters}" for parameters in [_parameters(track)] if parameters]
        lines += [f"a=framerate:{track.rate:g}"] if track.rate else []
        lines.append(f"a=control:trackID={index}")
    return "\r\n".join(lines) + "\r\n"


def _mapping(track: Track) -> str:
    sound = f"{track.clock}/{track.channels}"
    names = {
        "h264": "H264/90000",
        "hevc": "H265/90000",
        "aac": f"MPEG4-GENERIC/{sound}",
        "pcm_alaw": f"PCMA/{sound}",
        "pcm_mulaw": f"PCMU/{sound}",
    }
    return names[track.codec]


def _parameters(track: Track) -> str:
    if track.codec == "aac":
        lengths = "sizelength=13;indexlength=3;indexdeltalength=3"
        return f"streamtype=5;profile-level-id=1;mode=AAC-hbr;{lengths};config={track.extradata.hex()}"
    if track.sets is None:
        return ""
    if track.codec == "h264":
        profile = track.sets.of_kind(nal.H264_SPS)[0][1:4].hex() if track.sets.of_kind(nal.H264_SPS) else "42e01f"
        sprop = ",".join(b64encode(one).decode() for one in track.sets.sets)
        return f"packetization-mode=1;profile-level-id={profile};sprop-parameter-sets={sprop}"
    kinds = {"sprop-vps": nal.HEVC_VPS, "sprop-sps": nal.HEVC_SPS, "sprop-pps": nal.HEVC_PPS}
    found = {
        name: ",".join(b64encode(one).decode() for one in track.sets.of_kind(kind)) for name, kind in kinds.items()
    }
    return ";".join(f"{name}={value}" for name, value in found.items() if value)
