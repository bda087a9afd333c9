"""Capitalised words on a cover and in a sentence that are no one's name: words of the field, of bodies, of dates."""

from __future__ import annotations

from waymark.library.structure.report import word_set

TITLES = word_set(
    "dr mr mrs ms miss mx prof professor sir dame rev revd reverend canon lady lord emeritus associate"
)
NAME_PARTS = word_set("van von de der den la le du da di del bin binti ibn al el ap ferch o'")
BODIES = word_set(
    """council safeguarding board boards trust university partnership partnerships ltd limited llp consulting
    consultancy consultants associates services service police nhs hospital lscb scb lscp county borough city
    constabulary society institute college school academy office department association foundation group
    centre committee authority ccg children's childrens solutions training cic plc practice clinic team"""
)
FIELD = word_set(
    """the a an this that these those his her their its our my and or of for in on at to by with from as both each
    following after before during when while where there here it he she they we who all any no not author
    authors reviewer reviewers lead joint independent overview report reports review reviews reviewed reviewing
    reviewer's writer writers written prepared produced compiled commissioned completed undertaken conducted led
    chair chaired chairperson chairman panel member members date dated published publication version final draft
    confidential restricted official sensitive executive summary serious case child children baby person
    people infant boy girl family mother father sibling adult subject learning lessons practice local regional
    january february july september october november december monday tuesday
    wednesday thursday friday saturday sunday spring autumn ba bsc ma msc phd llb llm mba mphil
    cqsw dipsw dip cert rgn rmn rhv hons obe mbe cbe qpm pgce frcpch frcp mrcp mrcgp frcgp qc kc jp fca rn dsw
    consultant director manager officer nurse doctor social work worker paediatrician health chief
    inspector superintendent adviser advisor assessor facilitator scie silp imr imrs scr section part
    contents introduction appendix annex table figure chapter terms reference glossary signed name names
    behalf note status document title ref act guidance working together england wales scotland
    government ofsted accredited associate freelance professional agency domestic abuse homicide protection
    christmas easter synthetic demonstration example sample concerning year one two three four five six i ii iii iv"""
)
ALSO_NAMES = word_set("young april may june august march summer winter page head key new care")
"""Surnames or first names that are words of the field too: not before a number or a word of the field."""

NEVER_A_CHILD = word_set(
    """lscb scb lscbs nhs gp mdt csc imr scr serious final working adult mgm mgf pgm pgf mash cafcass camhs
    sudi sids a+e ae he she him what how why who whose when lost found hidden missing unknown neglect abuse
    injuries injury harm death overview full key part volume amended updated revised redacted sexual
    exploitation physical emotional trafficking cruelty suicide murder homicide fatality fatalities study review"""
)
"""What may follow “called” or a colon and is not what a child is called."""


def is_field_word(word: str) -> bool:
    """A word of the field or of a body, which is no one's name."""
    plain = word.lower().rstrip(".")
    return plain in FIELD or plain in BODIES or plain in NEVER_A_CHILD
