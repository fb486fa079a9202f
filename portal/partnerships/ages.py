"""The age bands that profiles and surveys speak in."""

AGES = {
    "0-4": "Under 5",
    "5-7": "5 to 7",
    "8-12": "8 to 12",
    "13-15": "13 to 15",
    "16-18": "16 to 18",
    "19-25": "19 to 25",
}
