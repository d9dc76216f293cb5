"""An edition is written: passages and their versions, the texts of units, numbers linked to
figures. It must not know how an edition is signed and frozen."""
