"""Coming in, going out, one's password and one's account."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import history
from accounts.forms import POST_ROOM
from accounts.models import Action

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def without_tokens(page: str) -> str:
    """Tokens against forged requests differ each time."""
    return re.sub(r"[0-9A-Za-z]{64}", "token", page)


def test_login_leads_back_to_the_page_wanted(client: Client, editor: User) -> None:
    page = client.get(reverse("login"), {"next": "/account/"})
    assert "You will come back to it" in page.text
    answer = client.post(reverse("login"), {"username": "editor", "password": PASSWORD, "next": "/account/"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/account/")


def test_login_leads_to_no_other_site(client: Client, editor: User) -> None:
    answer = client.post(
        reverse("login"), {"username": "editor", "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert answer.headers["location"] == "/"


def test_wrong_password_does_not_tell_whether_the_account_exists(client: Client, editor: User) -> None:
    wrong = client.post(reverse("login"), {"username": "editor", "password": "x"})
    nobody = client.post(reverse("login"), {"username": "nobody", "password": "x"})
    assert "do not match an account here" in wrong.text
    assert without_tokens(wrong.text).replace('value="editor"', 'value="nobody"') == without_tokens(nobody.text)


def test_logout_needs_post(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert "_auth_user_id" not in client.session


def test_password_change(client: Client, editor: User) -> None:
    client.force_login(editor)
    new = {"old_password": PASSWORD, "new_password1": "quite another phrase", "new_password2": "quite another phrase"}
    assert "Nothing was saved yet" in client.post(reverse("password_change"), {**new, "new_password2": "x"}).text
    answer = client.post(reverse("password_change"), new, follow=True)
    assert "The password is changed" in answer.text
    assert client.login(username="editor", password="quite another phrase")


def test_password_reset_says_the_same_to_everybody(client: Client, editor: User) -> None:
    pages = [client.post(reverse("password_reset"), {"email": e}, follow=True).text for e in (editor.email, "no@x.org")]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    POST_ROOM.submit(int).result(5)
    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_password_reset_link_works_once(client: Client, editor: User) -> None:
    client.post(reverse("password_reset"), {"email": editor.email})
    POST_ROOM.submit(int).result(5)
    found = re.search(r"https?://[^/]+(/account/reset/\S+)", str(mail.outbox[0].body))
    assert found
    form = client.get(found[1], follow=True)
    new = {"new_password1": "quite another phrase", "new_password2": "quite another phrase"}
    client.post(form.redirect_chain[-1][0], new)
    assert client.login(username="editor", password="quite another phrase")
    client.logout()
    assert "used already, or it is too old" in client.get(found[1], follow=True).text


def test_account_page_says_what_one_may_do(client: Client, editor: User, analyst: User) -> None:
    client.force_login(editor)
    assert "add texts and decide on suggestions" in client.get(reverse("account")).text
    client.force_login(analyst)
    page = client.get(reverse("account")).text
    assert "take data away" in page
    assert "decide on suggestions" not in page.split("<main")[1].split("</main>")[0]
    client.force_login(User.objects.create_user("new"))
    assert "ask an administrator to put you into a group" in client.get(reverse("account")).text


def test_keys_are_switched_off_and_on_and_remembered(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert "Keys are <strong>on</strong>" in client.get(reverse("account")).text
    client.post(reverse("shortcuts"), {"shortcuts": "off"})
    assert "Keys are <strong>off</strong>" in client.get(reverse("account")).text
    client.post(reverse("shortcuts"), {"shortcuts": "on"})
    assert "Keys are <strong>on</strong>" in client.get(reverse("account")).text


def test_admin_shows_the_log_and_changes_nothing(admin_client: Client, editor: User) -> None:
    with history.record("try", by=editor) as record:
        record.touch(editor)
        editor.first_name = "Edda"
        editor.save()
    action = Action.objects.get()
    assert "try" in admin_client.get(reverse("admin:accounts_action_changelist")).text
    assert admin_client.get(reverse("admin:accounts_action_add")).status_code == 403
    change = reverse("admin:accounts_action_change", args=[action.pk])
    assert admin_client.get(change).status_code == 200
    assert admin_client.post(change, {"verb": "lie"}).status_code == 403
    assert (
        admin_client.post(reverse("admin:accounts_action_delete", args=[action.pk]), {"post": "yes"}).status_code == 403
    )
    assert Action.objects.get().verb == "try"
