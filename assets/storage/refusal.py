"""Why a home is not worked in: what every command and every run tells in one Indonesian sentence, without a traceback."""


class RefusedError(ValueError):
    """Nothing was done; the message says what stands in the way and what a person does about it."""
