"""Rules of the scoping review, in the order of their codes.

SC1 the case for a partnership; SC2 the level of collaboration; SC3 who sets it up and who is ready; SC4 outcomes;
SC5 conditions, first meeting, constraints; SC6 terms and instrument.
"""
