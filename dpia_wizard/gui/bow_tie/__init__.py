"""The bow-tie of a risk, as a picture that one walks."""
