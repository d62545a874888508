"""The science of Careloom: plain values in and out, no Django, no clock, no hidden randomness."""
