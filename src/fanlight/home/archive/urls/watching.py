"""Addresses of the pages where one watches, and of the bytes that they fetch."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from fanlight.home.archive.urls.dates import DateConverter
from fanlight.home.archive.views import clips, kept, live, live_stream, media, media_downloads, timeline, today

register_converter(DateConverter, "day")

pages: list[URLPattern] = [
    path("", today.today, name="today"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/playlist.json", timeline.playlist, name="timeline-playlist"),
    path("timeline/<day:date>/", timeline.timeline, name="timeline-day"),
    path("timeline/<day:date>/marks.json", timeline.marks, name="timeline-marks"),
    path("live/", live.live, name="live"),
    path("kept/", kept.kept, name="kept"),
    path("kept/<int:hold>/release", kept.release, name="hold-release"),
    path("clips/<int:event>/", clips.clip, name="clip"),
    path("clips/<int:event>/playlist.json", clips.playlist, name="clip-playlist"),
    path("clips/<int:event>/keep", clips.keep, name="clip-keep"),
    path("clips/<int:event>/release", clips.release, name="clip-release"),
    path("clips/<int:event>/note", clips.note, name="clip-note"),
    path("clips/<int:event>/seen", clips.seen, name="clip-seen"),
]
bytes_of_cameras: list[URLPattern] = [
    path("clips/<int:event>/download", media_downloads.download, name="clip-download"),
    path("clips/<int:event>/download/state", media_downloads.download_state, name="clip-download-state"),
    path("footage/<int:segment>/init", media.footage_start, name="footage-init"),
    path("footage/<int:segment>/<int:number>", media.footage, name="footage"),
    path("pictures/<int:event>.jpg", media.picture, name="picture"),
    path("pictures/<int:event>-small.jpg", media.picture_small, name="picture-small"),
    path("cameras/<int:camera>/last.jpg", media.last_picture, name="last-picture"),
    path("cameras/<int:camera>/at/<int:moment_us>.jpg", media.picture_at, name="camera-at"),
    path("cameras/<int:camera>/now.jpg", media.picture_of_now, name="camera-now"),
    path("previews/<int:camera>/<str:name>.jpg", media.preview, name="preview"),
    path("live", live_stream.live, name="live-stream"),
    path("stream/events", live_stream.events, name="event-stream"),
]
urlpatterns = [*pages, *bytes_of_cameras]
