"""The target of a shortcut is read out of its bytes, every letter of it."""

import base64
import struct
import zlib

from windows.association import target

MADE_BY_WINE = zlib.decompress(
    base64.b85decode(
        "c-oDV!AiqG5QhJx9;BB>D54-WC`dtCs)$Gsw6u5%wOHsS+d~K;Ewr1GHnctIi+J%RyxN0zj~+ey6wbyZZfX%X%x==~P5ysoY64J-"
        "D#Ut;cHBJUe@j_;uB%1t<Ky;C|1<{L)B7flYqiH+95xKL20zD1bk2I^vW9Tt1``~_@5FDjo??mn5EHlvXa|b8ODR|yT3)!g;(FKS"
        "`jYp7vy_LG@GW?hV}aKahmJ0Cia3|xAOIy?W^~lY<EA~eag<S#k22LUrmG1XQwm^P@}QC$(|7El<UzF((u5C(m|^7MI;HZKw$ToJ"
        "FR({subh(klx&l8pBw~4kD?mvNPL05+VPt<rwYh?!4e_vJ46e`oSchY@Mea0`k~Lg$}|{=3f9)-"
        "aHvut<>92GLf!)m;_B^Du2ZR}iI%E6cYkupYgJE`dON2OxqyfGRN}J|Q}+~G6uIxmh8FDxi>8KUr+~#RWKla<QeKv5W3pkERV==H"
        "fd&jPY3|scGsITrf=S(Gzxv14bR_vBeF4V+mhS"
    )
)
"""The shortcut that our installer made for one person in the lab."""


def test_the_target_has_every_vietnamese_letter() -> None:
    program = "C:\\users\\Nguyễn Văn Ánh\\AppData\\Local\\Programs\\SoDanVan\\chuong-trinh\\SoDanVan.exe"
    assert target(MADE_BY_WINE) == program


def test_a_shortcut_that_leads_elsewhere_is_told_apart() -> None:
    other = MADE_BY_WINE.replace("SoDanVan.exe".encode("utf-16-le"), "SoDanVam.exe".encode("utf-16-le"))
    assert target(other).endswith("\\SoDanVam.exe")


def test_what_is_no_shortcut_leads_nowhere() -> None:
    assert target(b"") == ""
    flags = struct.pack("<I", 0)
    assert target(MADE_BY_WINE[:20] + flags + MADE_BY_WINE[24:]) == ""
