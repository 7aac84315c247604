"""What a person can do with a map: one function for each intention, one transaction each.

This room joins the store to the pure rooms. It decides who may do what, gives the numbers and the times, and
knows neither pages nor requests: whoever calls it says what is wanted in plain values and gets plain values.
"""
