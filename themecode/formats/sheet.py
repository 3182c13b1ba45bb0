"""What a sheet of a workbook can hold."""

MOST_ROWS = 1_048_576
