"""The app on GitHub: a person acts with their own rights, over real HTTP against the double."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bot.errors import Forbidden
from bot.model import State
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, opening, paper, states
from webapp.services.desk import Wish
from webapp.services.journal import Act
from webapp.services.people import NO_PUSH, Person, SignInNeeded, enter
from webapp.services.sign_in_routes import COOKIE, sign_in_routes


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble(seed=7) as github:
        github.push({LIST: TEXT})
        forge = forge_on(github)
        forge.apply(opening(forge, paper(1)))
        yield github


@pytest.fixture
def env(double: GitHubDouble, tmp_path: Path) -> dict[str, str]:
    known = double.environment() | {"GLEANER_JOURNAL": str(tmp_path / "journal"), "GLEANER_GRACE": "0"}
    return known | {"GLEANER_REPO": double.repository, "GITHUB_TOKEN": ""}


def signed_in(env: dict[str, str], token: str) -> Person:
    return enter(env, {COOKIE: sign_in_routes(env).admit(token)})


def test_nobody_is_asked_to_sign_in(env: dict[str, str]) -> None:
    with pytest.raises(SignInNeeded):
        enter(env, {})
    with pytest.raises(SignInNeeded):
        enter(env, {COOKIE: "made up"})


def test_a_bad_token_does_not_get_in(env: dict[str, str], double: GitHubDouble) -> None:
    with pytest.raises(Forbidden):
        sign_in_routes(env).admit(double.token("nobody"))


def test_a_maintainer_decides_as_themselves(env: dict[str, str], double: GitHubDouble) -> None:
    person = signed_in(env, double.token("writer"))
    assert (person.readonly, person.account) == ("", True)
    (waiting,) = person.desk.reading(0).waiting
    receipt = person.desk.decide(
        Wish(op="one", key=waiting.key, version=0, act=Act.REJECT, reason="out of scope"), person.name
    )
    assert receipt.decision is not None
    for _ in range(200):
        if states(forge_on(double))[waiting.key].state is State.REJECTED:
            break
        time.sleep(0.1)
    assert states(forge_on(double))[waiting.key].state is State.REJECTED
    assert double.token("writer") not in (Path(env["GLEANER_JOURNAL"]).read_bytes().decode("latin-1"))


def test_a_new_token_is_tried_at_once(env: dict[str, str], double: GitHubDouble) -> None:
    person = signed_in(env, double.token("writer"))
    assert person.desk.reading(0).known
    double.fault(status=401, message="Bad credentials")
    assert person.desk.queue.fresh(0).refused
    asked = len(double.requests)
    assert person.desk.queue.fresh(0).refused, "GitHub would call it guessing"
    assert len(double.requests) == asked
    assert not signed_in(env, double.token("writer")).desk.queue.reading.trouble


def test_who_comes_back_with_a_refused_token_is_asked_for_another(env: dict[str, str], double: GitHubDouble) -> None:
    sid = sign_in_routes(env).admit(double.token("writer"))
    session = sign_in_routes(env).sessions.find(sid)
    assert session is not None
    session.checked = float("-inf")
    session.forge = forge_on(double, "writer")
    double.fault(status=401, message="Bad credentials")
    with pytest.raises(SignInNeeded, match="does not take your token any more"):
        enter(env, {COOKIE: sid})


def _settings_of(session: str) -> None:
    import os  # Streamlit runs this function's source on its own

    from webapp.services.people import enter
    from webapp.services.sign_in_routes import COOKIE
    from webapp.views import settings

    person = enter(os.environ, {COOKIE: session})
    settings.show(person.desk, person)


def test_settings_tell_who_pasted_a_token_what_to_do_where_it_is_refused(
    env: dict[str, str], double: GitHubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    session = sign_in_routes(env).admit(double.token("writer"))
    double.fault(status=401, message="Bad credentials", times=99)
    page = AppTest.from_function(_settings_of, args=(session,), default_timeout=30).run()
    said = "\n".join(text.value for text in page.text)
    assert "use another one, below" in said
    assert "Settings" not in said, "this is that page"
    assert any("gleaner-token" in part.proto.body for part in page.get("html")), "the form is there, too"
    assert "GITHUB_TOKEN" not in said, "that is the server's, not theirs"


def test_a_list_of_another_name_is_read_once_somebody_has_signed_in(env: dict[str, str], double: GitHubDouble) -> None:
    double.push({"papers.md": TEXT, ".github/gleaner.yml": "list: papers.md\n"})
    with pytest.raises(SignInNeeded):
        enter(env, {})
    desk = signed_in(env, double.token("writer")).desk
    assert (desk.reading(0).trouble, desk.path, desk.files) == ("", "papers.md", ("papers.md",))


def test_without_the_right_to_push_everything_is_read_only(env: dict[str, str], double: GitHubDouble) -> None:
    person = signed_in(env, double.token("reader"))
    assert person.readonly == NO_PUSH
    assert len(person.desk.reading(0).waiting) == 1


def test_signing_out_ends_what_the_desk_may_read(env: dict[str, str], double: GitHubDouble) -> None:
    sid = sign_in_routes(env).admit(double.token("writer"))
    person = enter(env, {COOKIE: sid})
    sign_in_routes(env).sessions.end(sid)
    with pytest.raises(SignInNeeded):
        enter(env, {COOKIE: sid})
    assert person.desk.forge_of(person.name) is None


def test_the_public_may_look_while_somebody_is_signed_in(env: dict[str, str], double: GitHubDouble) -> None:
    public = env | {"GLEANER_PUBLIC": "1"}
    signed_in(public, double.token("writer"))
    guest = enter(public, {})
    assert guest.readonly
    assert len(guest.desk.reading(0).waiting) == 1


def test_with_visitors_invited_nobody_decides_with_the_servers_own_token(
    env: dict[str, str], double: GitHubDouble
) -> None:
    public = env | {"GLEANER_PUBLIC": "1", "GITHUB_TOKEN": double.token("writer")}
    guest = enter(public, {})
    assert guest.readonly
    assert guest.desk.forge_of("guest") is None
    person = signed_in(public, double.token("writer"))
    assert not person.readonly
