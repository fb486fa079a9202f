"""uv is told of the same package registry that pip is set up for."""

from desk.registry import node_environment, read_pip_settings, uv_environment, uv_flags

LISTED = [
    "global.index-url='https://packages.example.org/simple'",
    "global.extra-index-url='https://a.example.org/simple https://b.example.org/simple'",
    "global.find-links='folder/one folder/two'",
    "install.index-url='https://install.example.org/simple'",
    ":env:.cert='certificates.pem'",
    "a line that says nothing",
]


def test_the_strongest_place_of_a_setting_wins():
    assert read_pip_settings(LISTED)["index-url"] == "https://install.example.org/simple"
    assert read_pip_settings([":env:.proxy='b'", "global.proxy='a'"]) == {"proxy": "b"}


def test_uv_is_told_in_its_own_words():
    told = uv_environment(read_pip_settings(LISTED), {})
    assert told == {
        "UV_DEFAULT_INDEX": "https://install.example.org/simple",
        "UV_INDEX": "https://a.example.org/simple https://b.example.org/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "folder/one,folder/two",
        "SSL_CERT_FILE": "certificates.pem",
    }


def test_what_is_set_for_uv_already_stays():
    settings = {"cert": "pip.pem", "index-url": "https://pip.example.org"}
    given = {"SSL_CERT_FILE": "mine.pem", "UV_DEFAULT_INDEX": "https://mine.example.org"}
    assert uv_environment(settings, given) == {}


def test_a_machine_without_any_index_is_kept_so():
    assert uv_flags({"no-index": "true"}) == ["--no-index"]
    assert uv_flags({"no-index": "false"}) == []
    assert uv_flags({}) == []


def test_npm_trusts_the_certificate_that_pip_trusts():
    settings = {"cert": "company.pem", "proxy": "http://proxy.example.org:3128"}
    assert node_environment(settings, {"HTTPS_PROXY": "mine"}) == {
        "NODE_EXTRA_CA_CERTS": "company.pem"
    }
