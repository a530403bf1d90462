"""Papers made of the board's figures: what is asked for, the blocks it leads to, the Word file they become.

``order`` checks what is asked for; ``gather`` measures it; ``figures`` and ``tables`` give results their form on
paper; ``themed``, ``bulletin``, ``one_pager`` and ``school_page`` put together one kind each, ``build`` picks one;
``writing`` makes the file.
"""
