"""What French needs to be told word by word: stop words, and words whose stem would mislead.

Both tables are short on purpose: a word stands here because a search of this site went wrong without.
"""

_STOP_LINES = (
    # articles, determiners, contractions
    "a au aux le la les l un une des du de d ce cet cette ces c mon ma mes ton ta tes son sa ses",
    "notre nos votre vos leur leurs quel quelle quels quelles chaque",
    # pronouns
    "je j tu il elle on nous vous ils elles me m te t se s lui y moi toi eux celui celle ceux celles",
    "qui que qu quoi dont ou lequel laquelle lesquels lesquelles cela ceci ca",
    # prepositions and conjunctions
    "dans en par pour sur avec chez vers entre et ni car or donc mais si comme quand lorsque afin",
    "lors ainsi aussi puis",
    # verbs that say nothing by themselves
    "est sont suis es sommes etes ete etre avait ont avons avez avoir peut peux peuvent pouvoir",
    # what a question begins with
    "comment combien pourquoi n ne pas tres",
)
STOP_WORDS = frozenset(word for line in _STOP_LINES for word in line.split())

# Words that Snowball merges though they mean other things, or parts though they mean the same.
# word (lower case, accented, singular) → key.
FAMILIES: dict[str, str] = {}
