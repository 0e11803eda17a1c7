"""Rules of the evaluation review, in the order of their codes.

EV1 features and spending; EV2 what is measured and whether the curve has turned; EV3 life cycle and lasting; EV4 early
warnings and the action plan; EV5 the self-assessment; EV6 the assurance of the analysis.
"""
