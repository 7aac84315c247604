"""What people take away: a map as a picture, on paper, in one file that works anywhere.

Pure over `diagram` and `analysis`: maps, looks and words are handed in, bytes come out. Type is set by typst, in a
process of its own (`press`), with the fonts that lie here and no others, so that every machine gives the same result.
What people wrote reaches the typesetter as data, never as markup.
"""
