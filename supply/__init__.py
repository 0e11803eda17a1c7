"""What partnerlab rests on: packages, their licences, a bill of materials, and what is known against them."""
