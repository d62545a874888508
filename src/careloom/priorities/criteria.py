"""The four criteria a round starts with, as the centre published them. The fourth is a gate, filled from triage."""

FOUR: list[dict[str, str | bool]] = [
    {
        "slug": "difference", "name": "Makes a real difference", "name_cy": "Yn gwneud gwahaniaeth go iawn",
        "asks": "What would be different in people's lives, and for how many?",
        "asks_easy": "What would be better for people?",
        "asks_cy": "Beth fyddai'n wahanol ym mywydau pobl, ac i faint?",
    },
    {
        "slug": "inequalities", "name": "Tackles inequalities", "name_cy": "Yn mynd i'r afael ag anghydraddoldebau",
        "asks": "Who gains who gets less today?",
        "asks_easy": "Is it fair? Who gets more help than now?",
        "asks_cy": "Pwy sy'n elwa sy'n cael llai heddiw?",
    },
    {
        "slug": "resources", "name": "Makes good use of scarce resources",
        "name_cy": "Yn gwneud defnydd da o adnoddau prin",
        "asks": "What does it cost, what does it save, and who pays?",
        "asks_easy": "Is the money used well?",
        "asks_cy": "Beth yw'r gost, beth mae'n ei arbed, a phwy sy'n talu?",
    },
    {
        "slug": "evidence", "name": "Has enough evidence to work with",
        "name_cy": "Mae digon o dystiolaeth i weithio gyda hi",
        "asks": "Filled from triage: of each kind and in each nation.",
        "asks_easy": "Do we know enough to start?",
        "asks_cy": "Wedi'i lenwi o'r brysbennu: o bob math ac ym mhob gwlad.",
        "is_gate": True,
    },
]  # fmt: skip
