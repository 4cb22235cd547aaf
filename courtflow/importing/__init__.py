"""Filing by the batch: a bank's or a mediation centre's spreadsheet becomes cases, row by row, each whole or not at all."""
