"""Settings are checked once, and each wrong one gets a line of its own."""

import stat

import pytest

from portal.config import Settings, SettingsError, is_loopback, load_settings, read_secret


def test_nothing_set_is_a_working_installation(tmp_path, monkeypatch):
    monkeypatch.setenv("PATCHWORK_INSTANCE", str(tmp_path))
    settings = load_settings()
    assert settings.database == f"sqlite:///{tmp_path / 'patchwork.sqlite'}"
    assert not settings.secure
    assert not settings.demonstration


def test_every_wrong_setting_gets_a_line_that_names_it(monkeypatch):
    monkeypatch.setenv("PATCHWORK_BASE_URL", "patchwork.example.org")
    monkeypatch.setenv("PATCHWORK_SMTP_PORT", "many")
    monkeypatch.setenv("DATABASE_URL", "mysql://here")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    names = sorted(line.split(":")[0] for line in caught.value.lines)
    assert names == ["DATABASE_URL", "PATCHWORK_BASE_URL", "PATCHWORK_SMTP_PORT"]
    assert all("\n" not in line for line in caught.value.lines)


def test_a_wrong_word_is_answered_with_the_words_that_there_are(monkeypatch):
    monkeypatch.setenv("PATCHWORK_LOG_LEVEL", "loud")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    line = "PATCHWORK_LOG_LEVEL: input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"
    assert caught.value.lines == [line]


@pytest.mark.parametrize("url", ["postgres://u@h/n", "postgresql://u@h/n"])
def test_a_postgresql_address_gets_the_driver_that_is_installed(url):
    assert Settings(database_url=url).database == "postgresql+psycopg://u@h/n"


@pytest.mark.parametrize(
    "url", ["ftp://example.org", "https://", "example.org", "https://example.org/some/path"]
)
def test_a_base_address_is_whole_and_has_no_path(url):
    with pytest.raises(SettingsError, match="PATCHWORK_BASE_URL: write a whole address"):
        load_settings(base_url=url)


def test_the_demonstration_stays_on_a_loopback_address():
    with pytest.raises(SettingsError, match="loopback address only"):
        load_settings(demonstration=True, base_url="http://192.0.2.7:8000")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True),
     ("0.0.0.0", False), ("192.0.2.7", False), ("localhost.example.org", False)],
)  # fmt: skip
def test_loopback_is_told_from_the_rest(host, loopback):
    assert is_loopback(host) is loopback


def test_a_secret_is_written_once_and_for_the_owner_only(tmp_path):
    settings = Settings(instance=tmp_path)
    first = read_secret(settings)
    assert len(first) >= 48
    assert read_secret(settings) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_short_secret_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="PATCHWORK_SECRET_KEY: use at least 32"):
        read_secret(Settings(instance=tmp_path, secret_key="short"))


def test_an_empty_secret_file_is_refused_rather_than_signed_with(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(SettingsError, match="delete it to have a new one made"):
        read_secret(Settings(instance=tmp_path))


def test_an_instance_folder_that_cannot_be_made_gets_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="PATCHWORK_INSTANCE"):
        load_settings(instance=tmp_path / "file" / "below")
