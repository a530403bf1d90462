"""Papers as slides: one figure and one sentence each, native charts, the rest in the speaker's notes.

``arranging`` deals a paper's blocks out to slides; ``fitting`` measures what a slide holds; ``markup`` writes
PresentationML; ``document`` makes the file.
"""
