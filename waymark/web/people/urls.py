"""Signing in, accounts and people."""

from __future__ import annotations

from django.urls import path

from waymark.web.people import account, joining, own_factor, signing, team

urlpatterns = [
    path("sign-in", signing.sign_in, name="sign_in"),
    path("sign-in/second-factor", signing.second_factor, name="sign_in_second_factor"),
    path("sign-out", signing.sign_out, name="sign_out"),
    path("signed-out", signing.signed_out, name="signed_out"),
    path("invitation/<str:token>", joining.invitation, name="invitation"),
    path("alone/<str:token>", joining.alone, name="alone"),
    path("account", account.account, name="account"),
    path("account/name", account.name, name="account_name"),
    path("account/password", account.password, name="account_password"),
    path("account/sessions/end", account.sessions_end, name="account_sessions_end"),
    path("account/second-factor", own_factor.set_up, name="account_second_factor"),
    path("account/second-factor/start", own_factor.start, name="account_second_factor_start"),
    path("account/second-factor/remove", own_factor.remove, name="account_second_factor_remove"),
    path("account/recovery-codes", own_factor.recovery_codes, name="account_recovery_codes"),
    path("people/", team.people, name="people"),
    path("people/invite", team.invite_person, name="people_invite"),
    path("people/invitations/<int:pk>/withdraw", team.withdraw, name="people_invitation_withdraw"),
    path("people/<int:pk>", team.person, name="people_person"),
    path("people/<int:pk>/role", team.role, name="people_role"),
    path("people/<int:pk>/close", team.close, name="people_close"),
    path("people/<int:pk>/reopen", team.reopen, name="people_reopen"),
    path("people/<int:pk>/link", team.new_link, name="people_link"),
    path("people/<int:pk>/second-factor/remove", team.reset_factor, name="people_second_factor_remove"),
]
