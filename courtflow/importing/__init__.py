"""Filing by the batch: a bank's or a mediation centre's spreadsheet becomes cases, each row whole or not at all."""
