"""In which language a sentence is: the small words that only one of the two has."""

import re

# None of these is a word of the other language too, as "on", "an", "a", "me", "or", "pour", "sale" and "pays" are.
SMALL_WORDS = {
    "en": (
        "the|of|and|with|was|were|is|are|been|from|this|that|these|those|which|what|when|where|who|why|how|not|yes|your|our|their"
        "|its|it|by|to|at|into|than|then|there|here|has|have|had|will|would|can|could|should|did|does|be|but|only|also|more|most"
        "|show|hide|open|close|download|search|select|choose|all|none|any|each|every|some|new|old|next|back|month|year|week|day"
        "|people|figures|target|targets|scheme|schemes|areas|enter|press|drag|drop|browse|upload|clear|loading|error|please"
        "|fullscreen|results|for|per|help|add|files|available"
    ),
    "fr": (
        "le|la|les|des|du|une|est|sont|était|ont|avec|dans|pour|sur|par|et|ou|où|qui|que|quoi|dont|ce|cette|ces|son|sa|ses|leur|leurs"
        "|il|elle|ils|elles|nous|vous|votre|vos|notre|nos|au|aux|sans|sous|vers|mais|donc|aussi|moins|tout|toute|toutes|tous"
        "|aucun|aucune|chaque|afficher|masquer|ouvrir|fermer|choisir|mois|année|jour|chiffre|chiffres|cible|cibles|dispositif"
        "|dispositifs|territoires|déclaration"
    ),
}
OTHER = {"en": "fr", "fr": "en"}
# Names of offices, places, papers and programs, which are said alike in both languages.
PROPER_NAMES = (
    "Sustainable Business and Communities",
    "Growth and Communities",
    "New Anglia LEP",
    "Crown copyright and database right",
    "Open Government Licence v3.0",
    "Eastern Daily Press",
    "FE Week",
    "Bath and North East Somerset",
    "Equality Advisory and Support Service",
    "Défenseur des droits",
)
WORDS = {
    tongue: re.compile(rf"(?<![\w’'-])(?:{words})(?![\w’'-])", re.IGNORECASE) for tongue, words in SMALL_WORDS.items()
}


def foreign_words(text: str, language: str) -> list[str]:
    """Each word of the other language, with what stands around it."""
    for name in PROPER_NAMES:
        text = text.replace(name, "")
    return [text[max(0, found.start() - 30) : found.end() + 30] for found in WORDS[OTHER[language]].finditer(text)]
