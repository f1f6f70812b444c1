"""Addresses of the board, of forwarding and of partnerships. Public: partnerships, and what the app is called."""

from __future__ import annotations

from django.urls import path, register_converter

from fanlight.commons.agencies.converters import Hex16
from fanlight.commons.board.views import board, desk, notifications, own, partnerships, pickup, sending, telling

register_converter(Hex16, "post_id")

urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/new/", board.write, name="write_post"),
    path("board/digest/", board.digest, name="digest"),
    path("board/mine/", own.mine, name="my_board"),
    path("board/mine/export.json", own.export, name="export_board"),
    path("board/mine/erase/", own.erase, name="erase_board"),
    path("board/mine/unblock/<int:pk>/", own.unblock, name="unblock"),
    path("board/mine/appeals/<int:pk>/", own.appeal, name="appeal"),
    path("board/sent/", sending.queue, name="my_forwards"),
    path("board/sent/<post_id:number>/recall/", sending.recall, name="recall_forward"),
    path("board/<post_id:number>/", board.post, name="post"),
    path("board/<post_id:number>/resolve/", telling.resolve, name="resolve_post"),
    path("board/<post_id:number>/erase/", telling.erase, name="erase_post"),
    path("board/<post_id:number>/report/", telling.report, name="report_post"),
    path("board/<post_id:number>/block/", telling.block, name="block_author"),
    path("board/<post_id:number>/forward/", sending.forward, name="forward_post"),
    path("board/replies/<int:pk>/report/", telling.report_reply, name="report_reply"),
    path("board/replies/<int:pk>/erase/", telling.erase_reply, name="erase_reply"),
    path("manifest.webmanifest", notifications.manifest, name="manifest"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/key/", notifications.key, name="push_key"),
    path("notifications/devices/", notifications.add_device, name="add_device"),
    path("notifications/devices/<int:pk>/test/", notifications.test_device, name="test_device"),
    path("notifications/devices/<int:pk>/digest/", notifications.device_digest, name="device_digest"),
    path("notifications/devices/<int:pk>/remove/", notifications.remove_device, name="remove_device"),
    path("notifications/tests/<int:pk>/", notifications.test, name="notification_test"),
    path("desk/board/", desk.desk, name="board_desk"),
    path("desk/board/reports/<int:pk>/leave/", desk.leave, name="leave_report"),
    path("desk/board/appeals/<int:pk>/", desk.appeal, name="decide_appeal"),
    path("desk/board/people/", desk.people, name="board_people"),
    path("desk/board/people/<int:pk>/stop/", desk.stop, name="stop_member"),
    path("desk/board/people/<int:pk>/let/", desk.let_write, name="let_member"),
    path("desk/board/areas/", desk.areas, name="board_areas"),
    path("desk/board/<post_id:number>/remove/", desk.remove, name="remove_post"),
    path("desk/board/replies/<int:pk>/remove/", desk.remove_reply, name="remove_reply"),
    path("desk/forwarding/", sending.agencies, name="forwarding"),
    path("desk/forwarding/<slug:agency>/open/", sending.open_it, name="open_forwarding"),
    path("desk/forwarding/<slug:agency>/end/", sending.end_it, name="end_forwarding"),
    path("desk/forwards/", pickup.waiting_page, name="forwards_page"),
    path("forwards/", pickup.waiting, name="forwards"),
    path("forwards/<post_id:number>", pickup.sealed, name="sealed_forward"),
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/<post_id:id>/", partnerships.partnership, name="partnership"),
    path("partnerships/<post_id:id>/end/", partnerships.end_it, name="end_partnership"),
    path("desk/partnerships/<slug:agency>/", partnerships.propose, name="propose_partnership"),
]
