"""Tables in and out as CSV and XLSX. It knows no row of the portal."""
