"""Names that look alike share a key, and names that do not keep apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import name_skeleton, tidy_line


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Paul Vlaar", "Paul Vlaar"),
        ("  Paul \t\n Vlaar\u00a0\u3000", "Paul Vlaar"),
        ("Paul\r\nVlaar\u2028!", "Paul Vlaar !"),
        ("Paul\u202e Vlaar\u2069\u200b\0\x1b", "Paul Vlaar"),
        ("Pau\u0301l", "Pa\u00fal"),
        ("Ax\u0301\u0302\u0303\u0304\u0305el", "Ax\u0301\u0302\u0303el"),
        ("\u0301Paul", "Paul"),
        ("\u3164\u2800\u00ad\ufeff", ""),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("שָׂרָה", "שָׂרָה"),
        ("نیلوفر\u200cزاده", "نیلوفر\u200cزاده"),
        ("Sanne ❤️", "Sanne ❤️"),
        ("Piet van 't Hof-de Boer", "Piet van 't Hof-de Boer"),
    ],
)
def test_a_name_is_one_safe_line(typed: str, name: str) -> None:
    assert tidy_line(typed) == name


@pytest.mark.parametrize(
    "other",
    [
        "PAUL  VLAAR",
        "paul vlaar",
        "PaulVlaar",
        "P\u0430ul Vl\u0430\u0430r",  # Cyrillic а
        "\u03a1\u0391UL VL\u0391\u0391R",  # Greek Ρ and Α
        "\u03c1\u03b1\u03c5l vl\u03b1\u03b1r",  # Greek ρ, α and υ
        "\u13e2aul \ua4e6laar",  # Cherokee and Lisu
        "Paul.Vlaar",
        "Paul_Vlaar",
        "-= Paul Vlaar =-",
        "Paul Vlaar ✔️",
        "Pau1 V1aar",
        "PauI VIaar",
        "Pau| V|aar",
        "\uff30aul Vlaar",  # full width
        "𝓟𝓪𝓾𝓵 𝔙𝔩𝔞𝔞𝔯",
        "ⓟⓐⓤⓛ 🅥🅛🅐🅐🅡",
        "ᴘᴀᴜʟ ᴠʟᴀᴀʀ",
        "Paul Vl\u200baar",
        "Paul Vl\u00ada\u034far\ufe0f",
        "\u202ePaul Vlaar",
        "Pa\u00fal Vlaar",
        "P\u0336a\u0336u\u0336l\u0336 Vlaar",
        "Pau\u0142 V\u026baar",  # ł and ɫ
    ],
)
def test_look_alikes_share_a_key(other: str) -> None:
    assert name_skeleton(other) == name_skeleton("Paul Vlaar")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bram Bernard", "Brarn Bemard"),
        ("Willem", "VViIIem"),
        ("Ĳsbrand", "IJsbrand"),
        ("Coördinator", "C00rdinat0r"),
        ("Weiß", "WEISS"),
        ("Œdipe", "oedipe"),
        ("Børge Đorđe", "Borge Dorde"),
        ("\u0391\u039d\u039d\u0391", "ANNA"),
        ("\u041c\u043e\u0441", "MOC"),
        ("BEHEER", "\u0412\u0415\u041d\u0415\u0415R"),
        ("Борис", "БОРИС"),
        ("Κώστας", "ΚΏΣΤΑΣ"),
        ("राम", " राम."),
        ("❤️ ❤️", "❤❤"),
    ],
)
def test_these_share_a_key(one: str, other: str) -> None:
    assert name_skeleton(one) == name_skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paul Vlaar", "Paula Vlaar"),
        ("Paul Vlaar", "Paul Vlas"),
        ("Paul Vlaar", "Paul"),
        ("Jan", "Jana"),
        ("Anne", "Anna"),
        ("Jan 2", "Jan 3"),
        ("Борис", "Баба"),
        ("राम", "रमा"),
        ("محمد", "محمود"),
        ("田中", "中田"),
        ("❤", "🙂"),
        ("!", "?"),
    ],
)
def test_other_names_keep_apart(one: str, other: str) -> None:
    assert name_skeleton(one) != name_skeleton(other)


@pytest.mark.parametrize("name", ["", "  \n", "\u200b\u202e", "\u3164\u2800"])
def test_only_an_invisible_name_has_no_key(name: str) -> None:
    assert name_skeleton(name) == ""


@given(st.text(max_size=60))
def test_cleaning_a_name_again_changes_nothing_nor_its_key(name: str) -> None:
    cleaned = tidy_line(name)
    assert tidy_line(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert "\n" not in cleaned
    assert name_skeleton(cleaned) == name_skeleton(name)


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=60))
def test_a_plain_name_has_the_same_key_in_capitals(name: str) -> None:
    assert name_skeleton(name.upper()) == name_skeleton(name) != ""
