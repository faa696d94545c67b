"""Doppelkern: a public-statistics dashboard on Chongqing's dual core of chips and vehicles."""
