import { join } from "node:path";
import PdfDocument from "pdfkit";
import type { InvoiceView, PartyView } from "./schema";
import { writeCents, writeUsd } from "./usd-amount";

// Drawn with fonts of our own, which are embedded: with Latin, Greek and Cyrillic letters. Nothing here depends on the
// time or the place, so that one invoice is always the same bytes.

const FONTS = join(process.cwd(), "node_modules", "@expo-google-fonts", "inter");
const REGULAR = join(FONTS, "400Regular", "Inter_400Regular.ttf");
const BOLD = join(FONTS, "700Bold", "Inter_700Bold.ttf");

const MARGIN = 50;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - MARGIN - 20;
const GAP = 4;
const SIZE = 9;

/** What a line of a table says: cells from left to right, each with its share of the width. */
interface Cell {
  readonly text: string;
  readonly share: number;
  readonly isRight?: boolean;
}

type Doc = InstanceType<typeof PdfDocument>;

/** An invoice as a PDF. */
export async function renderInvoice(invoice: InvoiceView): Promise<Uint8Array> {
  const doc = new PdfDocument({
    size: "A4",
    margin: MARGIN,
    font: REGULAR,
    lang: "en",
    pdfVersion: "1.7",
    displayTitle: true,
    bufferPages: true,
    info: { Title: titleOf(invoice), CreationDate: new Date(invoice.issued_at) },
  });
  const bytes = collect(doc);
  drawHead(doc, invoice);
  drawSums(doc, invoice);
  drawUsage(doc, invoice);
  drawProof(doc, invoice);
  numberPages(doc, invoice);
  doc.end();
  return bytes;
}

function collect(doc: Doc): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  return new Promise((done, fail) => {
    doc.on("data", (piece: Uint8Array) => pieces.push(piece));
    doc.on("end", () => done(Buffer.concat(pieces)));
    doc.on("error", fail);
  });
}

const titleOf = ({ number }: InvoiceView): string => `Invoice ${number}`;

function drawHead(doc: Doc, invoice: InvoiceView): void {
  doc.font(BOLD).fontSize(20).text(titleOf(invoice), MARGIN, MARGIN);
  doc.font(REGULAR).fontSize(SIZE);
  doc.text(`For ${invoice.period} (UTC), issued on ${invoice.issued_at.slice(0, 10)}`);
  doc.moveDown(2);
  const top = doc.y;
  const half = WIDTH / 2;
  drawParty(doc, "From", invoice.issuer, MARGIN, top);
  const afterIssuer = doc.y;
  drawParty(doc, "To", invoice.recipient, MARGIN + half, top);
  doc.x = MARGIN;
  doc.y = Math.max(doc.y, afterIssuer) + 2 * SIZE;
}

function drawParty(doc: Doc, word: string, party: PartyView, x: number, y: number): void {
  const width = WIDTH / 2 - GAP;
  doc.font(BOLD).text(word, x, y, { width });
  doc.font(REGULAR).text(party.name, { width });
  if (party.address !== "") doc.text(party.address, { width });
  if (party.tax_id !== null) doc.text(`Tax id: ${party.tax_id}`, { width });
}

function drawSums(doc: Doc, invoice: InvoiceView): void {
  drawTitle(doc, "Balance");
  drawHeader(doc, amountRow("", "", "Exact (USD)", "USD"));
  drawRow(doc, sumRow("Opening balance", "", invoice.opening_nanos));
  for (const { kind, at, seq, nanos } of invoice.paid_in) {
    const words = KIND_WORDS[kind] ?? kind;
    drawRow(doc, sumRow(words, `${at.slice(0, 10)}, no. ${seq}`, nanos));
  }
  drawRow(doc, sumRow("Usage", "", String(-BigInt(invoice.usage_nanos))));
  doc.font(BOLD);
  drawRow(doc, sumRow("Closing balance", "", invoice.closing_nanos));
  doc.font(REGULAR);
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  grant: "Credit received",
  top_up: "Payment",
  refund: "Refund",
  dispute: "Disputed payment",
  promo: "Promotion",
  adjustment: "Adjustment",
};

function drawUsage(doc: Doc, { usage_by_article, usage_by_model }: InvoiceView): void {
  if (usage_by_article.length === 0) return;
  drawTitle(doc, "Usage by article");
  drawHeader(doc, amountRow("Article", "Runs", "Exact (USD)", "USD"));
  for (const { title, runs, nanos } of usage_by_article)
    drawRow(doc, sumRow(title, String(runs), nanos));
  drawTitle(doc, "Usage by model");
  drawHeader(doc, amountRow("Model", "Calls", "Exact (USD)", "USD"));
  for (const { provider, model, calls, nanos } of usage_by_model)
    drawRow(doc, sumRow([model, provider].filter(Boolean).join(", "), String(calls), nanos));
}

function drawProof(doc: Doc, { first_seq, last_seq, head_hash }: InvoiceView): void {
  drawTitle(doc, "Proof");
  const words = [
    `The sums are those of the transactions no. ${first_seq} to ${last_seq} of your book, which you can save on the`,
    `Money page (chain.bin). The hash of no. ${last_seq} is:`,
  ];
  doc.text(words.join(" "), { width: WIDTH });
  doc.text(head_hash, { width: WIDTH });
  doc.text("Amounts in cents are rounded for show. What counts is the exact amount.", {
    width: WIDTH,
  });
}

function drawTitle(doc: Doc, title: string): void {
  if (doc.y > BOTTOM - 6 * SIZE) doc.addPage();
  doc.x = MARGIN;
  doc.y += 2 * SIZE;
  doc.font(BOLD).fontSize(11).text(title).font(REGULAR).fontSize(SIZE);
  doc.y += GAP;
}

function drawHeader(doc: Doc, cells: readonly Cell[]): void {
  doc.fillColor("#555555");
  drawRow(doc, cells);
  doc.fillColor("black");
}

const sumRow = (what: string, detail: string, nanos: string): readonly Cell[] =>
  amountRow(what, detail, writeUsd(BigInt(nanos)), writeCents(BigInt(nanos)));

const amountRow = (what: string, detail: string, exact: string, cents: string): Cell[] => [
  { text: what, share: 0.42 },
  { text: detail, share: 0.22 },
  { text: exact, share: 0.2, isRight: true },
  { text: cents, share: 0.16, isRight: true },
];

function drawRow(doc: Doc, cells: readonly Cell[]): void {
  const heights = cells.map((cell) => doc.heightOfString(cell.text, optionsOf(cell)));
  const height = Math.max(...heights);
  if (doc.y + height > BOTTOM) doc.addPage();
  const top = doc.y;
  let x = MARGIN;
  for (const cell of cells) {
    if (cell.text !== "") doc.text(cell.text, x, top, optionsOf(cell));
    x += cell.share * WIDTH;
  }
  doc.x = MARGIN;
  doc.y = top + height + GAP;
  doc
    .moveTo(MARGIN, doc.y - GAP / 2)
    .lineTo(MARGIN + WIDTH, doc.y - GAP / 2)
    .lineWidth(0.3)
    .strokeColor("#cccccc")
    .stroke();
}

/** Figures are of one width and are not moved together, so that they are copied as one number. */
function optionsOf({ share, isRight }: Cell): PDFKit.Mixins.TextOptions {
  const align = isRight === true ? "right" : "left";
  return { width: share * WIDTH - GAP, align, features: ["tnum"] };
}

function numberPages(doc: Doc, invoice: InvoiceView): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    // Below the margin, where text would begin another page.
    doc.page.margins.bottom = 0;
    const words = `${titleOf(invoice)}, page ${page + 1} of ${count}`;
    doc.text(words, MARGIN, BOTTOM + 20, { width: WIDTH, align: "right", lineBreak: false });
  }
}
