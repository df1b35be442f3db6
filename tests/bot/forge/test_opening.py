from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import ForgeError
from bot.forge.opening import open_forge
from tests.doubles.worlds import LIST, TEXT, LocalWorld

ENV = {"GITHUB_TOKEN": "token"}


def test_a_folder_is_a_repository_on_disk(home: LocalWorld) -> None:
    forge = open_forge(f" {home.home} ", ENV)
    assert (forge.name, forge.base((LIST,)).files[LIST]) == ("local", TEXT)


def test_owner_and_name_are_a_repository_on_github() -> None:
    forge = open_forge("octo/awesome.list", ENV)
    assert (forge.name, forge.slug) == ("github", "octo/awesome.list")


def test_an_existing_folder_goes_before_github(home: LocalWorld) -> None:
    before = Path.cwd()
    os.chdir(home.folder.parent)
    try:
        assert open_forge(f"{home.folder.name}/list", ENV).name == "local"
    finally:
        os.chdir(before)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "no repository is named; give OWNER/NAME"),
        ("./nowhere", "does not exist; name a folder"),
        ("nowhere", "does not exist; name a folder with a git repository, or OWNER/NAME"),
        ("https://example.org/octo/list", "is an address; name the repository as OWNER/NAME"),
    ],
)
def test_what_is_neither_says_what_to_give(name: str, words: str) -> None:
    with pytest.raises(ForgeError, match=words):
        open_forge(name, ENV)
