"""Settings that cannot be used are a sentence that names the setting and the value, never a traceback."""

import os
from pathlib import Path

import pytest

from insight.errors import ParameterError
from insight.settings import Settings
from tests.houses import House, one_sentence


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "home").mkdir()
    return House(tmp_path / "home")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hub_names", "abc"),
        ("hub_names", "1"),
        ("hub_names", "2.5"),
        ("lock_wait_s", "x"),
        ("lock_wait_s", "-1"),
        ("lock_wait_s", "nan"),
        ("lock_wait_s", "inf"),
        ("memory_limit", "lots"),
        ("memory_limit", "0GB"),
        ("memory_limit", "-1GB"),
        ("memory_limit", "1KB"),
        ("memory_limit", "999999999TB"),
        ("memory_limit", "8"),
        ("max_upload_mb", "0"),
        ("keep_raw", "perhaps"),
        ("currency", "yuan"),
        ("currency", "人民币"),
        ("role", "boss"),
    ],
)
def test_an_environment_that_cannot_be_used_is_a_sentence(house: House, name: str, value: str) -> None:
    said = one_sentence(house.run("batches", **{name: value}))
    assert name in said.lower()
    assert value in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hub_names = ", "The settings cannot be read"),
        ("[[[", "The settings cannot be read"),
        ("colour = 'red'", "The parameter colour cannot be used — red — Give only these settings"),
        ("home = 'elsewhere'", "The parameter home cannot be used"),
        ("hub_names = 'many'", "The parameter hub_names cannot be used — many"),
        ("hub_names = true", "The parameter hub_names cannot be used — True"),
        ("keep_raw = 1", "The parameter keep_raw cannot be used — 1 — Give true or false"),
        ("currency = 156", "The parameter currency cannot be used — 156"),
        ("memory_limit = 8", "The parameter memory_limit cannot be used — 8"),
        ("role = ['manager']", "The parameter role cannot be used"),
        ("[role]\nname = 'manager'", "The parameter role cannot be used"),
    ],
)
def test_a_file_of_settings_that_cannot_be_used_is_a_sentence(house: House, text: str, told: str) -> None:
    (house.home / "insight.toml").write_text(text, encoding="utf-8")
    assert one_sentence(house.run("batches")).startswith(told)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "currency = '人'".encode("gbk")])
def test_a_file_of_settings_that_is_no_text_is_a_sentence(house: House, content: bytes) -> None:
    (house.home / "insight.toml").write_bytes(content)
    assert "insight.toml" in one_sentence(house.run("batches"))


def test_a_folder_in_the_place_of_the_file_is_a_sentence(house: House) -> None:
    (house.home / "insight.toml").mkdir()
    assert "The settings cannot be read" in one_sentence(house.run("batches"))


def test_a_file_with_a_byte_order_mark_is_read_and_the_environment_counts_more(house: House) -> None:
    (house.home / "insight.toml").write_bytes("\ufeffhub_names = 1\n".encode())
    assert "hub_names" in one_sentence(house.run("batches"))
    (house.home / "insight.toml").write_bytes("\ufeffhub_names = 30\nkeep_raw = false\n".encode())
    assert house.run("batches", hub_names="40", memory_limit="2 GiB", lock_wait_s="").code == 0


def test_a_home_that_is_a_file_or_cannot_be_written_to_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/insight")):
        assert str(home) in one_sentence(House(home).run("batches"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything is allowed to this user")
def test_a_home_that_may_not_be_written_to_is_a_sentence(house: House) -> None:
    house.home.chmod(0o500)
    assert str(house.home) in one_sentence(house.run("batches"))


@pytest.mark.parametrize("value", [64 << 20, 0, -1, None, True])
def test_settings_made_in_the_program_are_checked_alike(value: object) -> None:
    with pytest.raises(ParameterError, match="memory_limit"):
        Settings(memory_limit=value)  # type: ignore[arg-type]
