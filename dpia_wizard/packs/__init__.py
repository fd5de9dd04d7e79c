"""Packs as their authors write them, read strictly: every fault at once, each with its address."""
