"""Logging in and out, and what a client asks before it does: https://core.telegram.org/api/auth."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from telethon.tl import functions, types

from .calling import Call, answers
from .rendering import DC
from .second_factor import Challenge, challenge, no_password
from .world import LONGEST, LONGEST_CAPTION, Refused

f = functions


@answers(f.help.GetConfigRequest, logged_in=False)
def _config(call: Call, request: Any) -> Any:
    now = datetime.fromtimestamp(call.server.now(), UTC)
    here = types.DcOption(DC, call.server.host, call.server.port, static=True, this_port_only=True)
    return types.Config(
        date=now, expires=now + timedelta(hours=1), test_mode=False, this_dc=DC, dc_options=[here],
        dc_txt_domain_name="localhost", chat_size_max=200, megagroup_size_max=200, forwarded_count_max=100,
        online_update_period_ms=210000, offline_blur_timeout_ms=5000, offline_idle_timeout_ms=30000,
        online_cloud_timeout_ms=300000, notify_cloud_delay_ms=30000, notify_default_delay_ms=1500,
        push_chat_period_ms=60000, push_chat_limit=2, edit_time_limit=172800, revoke_time_limit=2147483647,
        revoke_pm_time_limit=2147483647, rating_e_decay=2419200, stickers_recent_limit=200,
        channels_read_media_period=604800, call_receive_timeout_ms=20000, call_ring_timeout_ms=90000,
        call_connect_timeout_ms=30000, call_packet_timeout_ms=10000, me_url_prefix="https://t.me/",
        caption_length_max=LONGEST_CAPTION, message_length_max=LONGEST, webfile_dc_id=DC,
    )  # fmt: skip


@answers(f.help.GetNearestDcRequest, logged_in=False)
def _nearest(call: Call, request: Any) -> Any:
    return types.NearestDc("UA", DC, DC)


@answers(f.help.GetAppConfigRequest, logged_in=False)
def _app_config(call: Call, request: Any) -> Any:
    return types.help.AppConfig(0, types.JsonObject([]))


@answers(f.auth.SendCodeRequest, logged_in=False)
def _send_code(call: Call, request: Any) -> Any:
    if call.server.world.of_phone(request.phone_number) is None:
        raise Refused("PHONE_NUMBER_INVALID")
    call.session.login = {"phone": request.phone_number, "hash": os.urandom(9).hex()}
    kind = types.auth.SentCodeTypeApp(length=5)
    return types.auth.SentCode(type=kind, phone_code_hash=call.session.login["hash"], timeout=60)


@answers(f.auth.ResendCodeRequest, logged_in=False)
def _resend_code(call: Call, request: Any) -> Any:
    return _send_code(call, request)


@answers(f.auth.SignInRequest, logged_in=False)
def _sign_in(call: Call, request: Any) -> Any:
    login = call.session.login
    if not request.phone_code:
        raise Refused("PHONE_CODE_EMPTY")
    if login.get("hash") != request.phone_code_hash or login.get("phone") != request.phone_number:
        raise Refused("PHONE_CODE_EXPIRED")
    account = call.server.world.of_phone(request.phone_number)
    if account is None or request.phone_code != account.code:
        raise Refused("PHONE_CODE_INVALID")
    if account.password:
        login["account"] = account
        raise Refused("SESSION_PASSWORD_NEEDED")
    return _logged_in(call, account)


@answers(f.account.GetPasswordRequest, logged_in=False)
def _password(call: Call, request: Any) -> Any:
    account = call.session.login.get("account") or call.account
    if not account.password:
        return no_password()
    asked = challenge(account.password)
    call.session.login["challenge"] = asked
    return asked.password()


@answers(f.auth.CheckPasswordRequest, logged_in=False)
def _check_password(call: Call, request: Any) -> Any:
    asked: Challenge | None = call.session.login.pop("challenge", None)
    account = call.session.login.get("account")
    if asked is None or account is None or asked.id != getattr(request.password, "srp_id", None):
        raise Refused("SRP_ID_INVALID")
    if not asked.fits(request.password):
        raise Refused("PASSWORD_HASH_INVALID")
    return _logged_in(call, account)


@answers(f.auth.ImportBotAuthorizationRequest, logged_in=False)
def _bot(call: Call, request: Any) -> Any:
    """A bot's token is its id, a colon, and its login code."""
    id_, _, code = request.bot_auth_token.partition(":")
    box = call.server.world.boxes.get(int(id_)) if id_.isdigit() else None
    if box is None or not box.account.bot or code != box.account.code:
        raise Refused("ACCESS_TOKEN_INVALID")
    return _logged_in(call, box.account)


def _logged_in(call: Call, account: Any) -> Any:
    call.server.world.bind(call.session.key, account)
    call.session.login = {}
    return types.auth.Authorization(call.server.renderer.user(account.id, account))


@answers(f.auth.LogOutRequest)
def _log_out(call: Call, request: Any) -> Any:
    call.session.ready = False
    call.server.world.unbind(call.session.key)
    return types.auth.LoggedOut()


@answers(f.account.UpdateStatusRequest)
def _status(call: Call, request: Any) -> Any:
    return True
