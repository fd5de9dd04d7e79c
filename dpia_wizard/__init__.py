"""An offline wizard for data protection impact assessments in child protection.

The floors, each may use those to its right (a test keeps them)::

    cli → gui → workspace → storage | report | packs → wording → codec | texts | crypto → core
        → data | files | errors
"""

__version__ = "0.1.0"
