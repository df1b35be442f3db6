"""Lists in hands drawn at random: a grammar of dresses, orders and holders, and made-up papers written in each."""
