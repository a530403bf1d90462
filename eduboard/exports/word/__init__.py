"""Word documents in the form of GB/T 9704-2012 (党政机关公文格式).

``base/`` is an empty document as Word would unzip it: page, styles, fonts and page numbers are plain XML to read and
to change.  ``markup`` writes what goes into it, ``document`` puts the two together.
"""
