"""The words by which reports tell of a death, of grave and of lighter harm, and of what is no harm at all."""

from __future__ import annotations

from waymark.library.structure.any_case import AnyCase

_DEATH = (
    r"died|dies|death|deaths|dead|killed|murder(?:ed)?|manslaughter|fatal(?:ly)?|"
    r"(?:took|taken|take|ended|end)\s+(?:his|her|their)\s+(?:own\s+)?li(?:fe|ves)|suicide|drowned|"
    r"lost\s+(?:his|her|their)\s+li(?:fe|ves)|unresponsive|lifeless|not\s+breathing|stopped\s+breathing|cardiac\s+arrest|"
    r"could\s+not\s+be\s+(?:saved|revived|resuscitated)|homicide|stillborn|deceased|life\s+was\s+pronounced|life\s+extinct"
)
_GRAVE = (
    r"the\s+(?:\w+\s+)?incident|life[- ](?:threatening|changing)|critical(?:ly)?|near[- ]fatal|"
    r"serious(?:ly)?\s+(?:\w+\s+){0,2}(?:injur\w+|harm\w*|assault\w*|ill|burn\w*|hurt|unwell|neglect\w*|abuse\w*)|"
    r"(?:significant|severe|severely|multiple|non-accidental|grave|gravely|catastrophic|extensive|head|brain|permanent|"
    r"abusive)\s+(?:\w+\s+){0,2}"
    r"(?:injur\w+|harm\w*|burn\w*|fracture\w*|trauma|bleed\w*|ill|hurt|neglect\w*|malnour\w*|damage)|"
    r"led\s+to\s+(?:this|the|a)\s+(?:serious\s+case\s+|learning\s+)?review|prompted\s+(?:this|the)\s+review|"
    r"subject\s+of\s+this\s+review|collapse[ds]?|stabbed|shot|overdose|intensive\s+care|"
    r"(?:was|were|been|being)\s+(?:\w+\s+){0,2}(?:abused|exploited|neglected|raped|malnourished|starved|poisoned|scalded|"
    r"attacked|shaken|beaten)|suffered|sustained|was\s+(?:\w+\s+)?injured|injured|"
    r"was\s+harmed|harmed|was\s+hurt|hurt|came\s+to\s+harm"
)
_LIGHT = (
    r"injur(?:y|ies)|assault\w*|fracture\w*|burn\w*|scald\w*|bruis\w*|admitted|hospital|ambulance|abuse[d]?|neglect\w*|"
    r"poison\w*|ingest\w*|attack\w*|emergency|999|paramedics|harm"
)
_PROCESS = (
    r"born|birth|dob|referr\w+|review\w*|report\w*|decided|decision|decid\w+|notified|notification|commission\w*|met|"
    r"meetings?|panel|completed|published|agreed|convened|sentenced|convict\w+|arrested|charged|inquest|trial|court|"
    r"pleaded|guilty|moved|started|began|begun|conference|visit(?:s|ed)?|assess\w+|registered|plan|guidance|act|"
    r"working\s+together|inspect\w+|ofsted|received|told|closed|opened|contact\w*|period|terms|scope|married|separated|"
    r"booked|appointment\w*|verdict|concluded|recorded|considered|wrote|written|signed|updated|issued|recommended|"
    r"introduced|placed|discharged|earlier\s+injur\w+|previous\w*|last\s+seen|seen|chronology|learning\s+event"
)
EVENT = AnyCase(
    rf"\b(?:(?P<death>{_DEATH})|(?P<grave>{_GRAVE})|(?P<light>{_LIGHT})|(?P<process>{_PROCESS}))\b"
)
HAPPENED = AnyCase(rf"\b(?:{_DEATH}|{_GRAVE}|{_LIGHT})\b")
GRAVELY = AnyCase(rf"\b(?:{_DEATH}|{_GRAVE})\b")
DIED = AnyCase(rf"\b(?:{_DEATH})\b")
