"""Documents from the Internet to the corpus folder, on request and never otherwise."""
