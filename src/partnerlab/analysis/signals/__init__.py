"""What in the data speaks for or against a practice: one function a fact, one polarity, for every topic.

Fig. 3's conditions, the seven reasons for failure, the features, lasting, the life cycle and the answers to the
checklist all read these signals. Which signal bears on which of them is our choice, not the guide's, and is listed
where it is used.
"""
