"""The words of the demonstration: themes, resources and the parts that invented names have."""

THEMES = (
    ("open-access-play", "Open-access play", "Adventure playgrounds, play in parks and streets"),
    ("youth-clubs", "Youth clubs and drop-ins", "Somewhere to go, most weeks"),
    ("being-active", "Sport and being active", "Football, dance, cycling, boxing, swimming"),
    ("wellbeing", "Wellbeing and mental health", "Listening, mentoring, groups"),
    ("young-carers", "Young carers", "Breaks, support and a voice"),
    ("arts", "Arts, music and making", "Studios, bands, drama, film, craft"),
    ("disabled-children", "Disabled children and young people", "Inclusive play and clubs"),
    ("detached", "Detached youth work", "Meeting young people on the street and in parks"),
    ("skills", "Skills, volunteering and first jobs", "Awards, work experience, leadership"),
    ("outdoors", "Outdoors and nature", "Growing, camping, city farms, canals"),
)

RESOURCES = (
    ("hall", "A hall or large room"),
    ("kitchen", "A kitchen"),
    ("outdoor-space", "Outdoor space"),
    ("minibus", "A minibus"),
    ("safeguarding", "Safeguarding lead and training"),
    ("bid-writing", "Somebody who writes bids"),
    ("payroll", "Payroll and finance"),
    ("evaluation", "Measuring what changes"),
    ("inclusion", "Skills in inclusion and access"),
    ("volunteers", "Recruiting and training volunteers"),
    ("media", "Design, film and social media"),
    ("languages", "Speakers of community languages"),
)

NETWORKS = (
    ("play-forum", "City Play Forum", ""),
    ("youth-leaders", "Youth Leaders' Circle", ""),
    ("arts-alliance", "Young Arts Alliance", ""),
    ("north-together", "North Together", ""),
)

FIRST = (
    "Amber", "Bright", "Copper", "Crooked", "Dandelion", "Driftwood", "Echo", "Feather",
    "Fiddlestick", "Gingham", "Hopscotch", "Indigo", "Jigsaw", "Kestrel", "Lamplight",
    "Larkspur", "Magpie", "Marmalade", "Nettle", "Orchard", "Paper Kite", "Pebble",
    "Quickstep", "Rainwater", "Saffron", "Skylark", "Tangerine", "Thistledown", "Umbrella",
    "Velvet", "Whirligig", "Wildflower", "Yellow Door", "Zigzag",
)  # fmt: skip

SECOND = {
    "open-access-play": ("Play Project", "Playground", "Play Rangers", "Play Street"),
    "youth-clubs": ("Youth Club", "Youth Centre", "Young People's Project", "Drop-in"),
    "being-active": ("Wheelers", "Boxing and Fitness", "Movement Club", "Junior Athletics"),
    "wellbeing": ("Listening Space", "Mentors", "Wellbeing Circle", "Quiet Room"),
    "young-carers": ("Young Carers", "Carers' Break", "Carers' Circle"),
    "arts": ("Arts Lab", "Makers", "Music Workshop", "Story Theatre"),
    "disabled-children": ("Inclusive Play", "All Together Club", "Access Crew"),
    "detached": ("Street Team", "Outreach", "Night Walkers"),
    "skills": ("Futures", "First Steps", "Young Leaders"),
    "outdoors": ("Growers", "Canal Crew", "Woodland Group"),
}

KINDS = ("charity", "group", "cic", "faith", "company")
