"""Who speaks: the speaker of each sentence, and whose claim it passes on."""
