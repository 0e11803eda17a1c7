"""Rules of risk allocation, in the order of the guide.

RA1xx the register and its leads (¶4.3, ¶4.4), RA2xx ratings (¶4.3), RA3xx fair allocation (¶4.4, App. 2 item 10),
RA4xx exposure (¶4.3), RA5xx watching and alerting (¶4.4), RA6xx conflict (¶4.6).
"""
