"""Rules of the mapping review, in the order of their codes.

MA1 who is in it; MA2 the network and the value of relationships; MA3 the pathway; MA4 roles; MA5 accountability and
governance; MA6 members; MA7 resources; MA8 communication; MA9 agreement.
"""
