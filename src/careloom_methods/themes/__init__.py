"""Reading free text: suggestions, reading order, languages, agreement of coders, exchange. People code; see the page.

Nothing here decides a count. NumPy is enough; word vectors come with the extra package of requirements/themes.txt.
"""
