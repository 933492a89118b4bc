"""What a provider says of an address: verified only where it says so, and Entra ID in its own words."""

from datetime import UTC, datetime

import pytest

from serving.claims import signature_of

ENTRA, OTHER = "https://login.microsoftonline.com/0b1c/v2.0", "https://sso.example.org/realms/council"


def is_verified(issuer: str, **claims: object) -> bool:
    told = {"iss": issuer, "sub": "1", "email": "a@b.example", "is_logged_in": True, **claims}
    signature = signature_of(told, now=datetime(2026, 11, 25, tzinfo=UTC))
    assert signature is not None
    return signature.email_verified


@pytest.mark.parametrize("told", [True, "true", "1", 1])
def test_entra_id_vouches_for_an_address_by_its_domain(told):
    assert is_verified(ENTRA, xms_edov=told)


@pytest.mark.parametrize("told", [False, "false", "0", 0, None, "yes"])
def test_a_domain_that_was_not_verified_vouches_for_nothing(told):
    assert not is_verified(ENTRA, xms_edov=told)
    assert not is_verified(ENTRA)


@pytest.mark.parametrize(
    "issuer", [OTHER, "https://login.microsoftonline.com.evil.example/x", "http://login.microsoftonline.com/x"]
)
def test_the_same_word_from_anybody_else_means_nothing(issuer):
    assert not is_verified(issuer, xms_edov=True)


def test_a_standard_word_that_says_no_is_not_overruled():
    assert not is_verified(ENTRA, email_verified=False, xms_edov=True)


def test_the_standard_word_counts_from_everybody():
    assert is_verified(OTHER, email_verified=True)
    assert not is_verified(OTHER, email_verified=False)
