"""Official documents: composed once from plain data, rendered as PDF, DOCX and XLSX."""
