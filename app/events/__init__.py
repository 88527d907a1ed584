"""Events ("arrangementer"): single-occasion and ambulatory licences, from application to statement."""
