"""Small PDFs for the tests, good ones and bad ones."""

from __future__ import annotations

import io

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

WORDS = "The review found that records were kept on three systems and that no agency saw the whole."


def printed_pdf(pages: int = 2, password: str = "", packed: bool = True) -> bytes:
    file = io.BytesIO()
    locked = StandardEncryption(password, ownerPassword="owner", canPrint=1) if password else None
    drawing = canvas.Canvas(file, encrypt=locked, pageCompression=int(packed), invariant=1)
    drawing.setTitle("Overview report")
    for number in range(1, pages + 1):
        drawing.setFont("Helvetica-Bold", 16)
        drawing.drawString(72, 760, f"{number} Findings")
        drawing.setFont("Helvetica", 11)
        for line in range(20):
            drawing.drawString(72, 720 - 16 * line, f"{number}.{line + 1} {WORDS}")
        drawing.drawString(290, 40, str(number))
        drawing.showPage()
    drawing.save()
    return file.getvalue()


def pdf_of_one_page_many_times(pages: int) -> bytes:
    """Every page is the same few lines, so that very many fit in a small file."""
    kids = b" ".join(b"%d 0 R" % (6 + number) for number in range(pages))
    content = b"BT /F1 12 Tf 72 700 Td (One page of many.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 4 0 R >> >>",
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources 5 0 R >>"
    objects += [page] * pages
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, written in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    begins = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, begins)
    return bytes(file)
