"""Whom visitors may write to: an e-mail address or a page, and nothing that could be anything else."""

import pytest

from serving.contact import CONTACT, ContactError, contact


@pytest.mark.parametrize("named", ["figures@council.example", "https://council.example/write?to=us"])
def test_an_address_to_write_to_is_taken_as_it_is(monkeypatch, named):
    monkeypatch.setenv(CONTACT, f" {named} ")
    assert contact() == named


def test_nobody_need_be_named(monkeypatch):
    monkeypatch.delenv(CONTACT, raising=False)
    assert contact() is None


@pytest.mark.parametrize(
    "named",
    ["us", "http://council.example", "javascript:alert(1)@x.example", "a@b", "https://x.example/\"><b>", "a@b.example?cc=all@b.example"],
)  # fmt: skip
def test_anything_else_is_refused_at_the_start(monkeypatch, named):
    monkeypatch.setenv(CONTACT, named)
    with pytest.raises(ContactError, match=CONTACT):
        contact()
