import { getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { renderInvoice } from "./render-invoice";
import type { InvoiceView } from "./schema";
import { writeCents, writeUsd } from "./usd-amount";

// Guarantee: the PDF says what the invoice says, in letters that can be searched and copied, and is the same each time.

const INVOICE: InvoiceView = {
  id: "0198c0de-0000-7000-8000-000000000001",
  number: 42,
  period: "2026-11",
  issued_at: "2026-12-01T00:17:03.000Z",
  opening_nanos: "5000000000",
  paid_in_nanos: "23000000000",
  usage_nanos: "1876001",
  closing_nanos: "27998123999",
  issuer: { name: "Tinte & Söhne", address: "Łódzka 5\nŽižkov", tax_id: "PL 123" },
  recipient: { name: "Ελληνικές Εκδόσεις", address: "Москва", tax_id: null },
  paid_in: [
    { seq: "7", kind: "top_up", at: "2026-11-03T10:00:00.000Z", nanos: "25000000000" },
    { seq: "9", kind: "refund", at: "2026-11-04T10:00:00.000Z", nanos: "-2000000000" },
  ],
  usage_by_article: [{ article_id: null, title: "Приливы", runs: 3, nanos: "1876001" }],
  usage_by_model: [{ provider: "openai", model: "gpt-5-mini", calls: 6, nanos: "1876001" }],
  first_seq: "6",
  last_seq: "31",
  head_hash: "ab".repeat(32),
};

async function textOf(bytes: Uint8Array): Promise<{ pages: number; text: string }> {
  const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  const pieces: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pieces.push(...items.flatMap((item) => ("str" in item ? [item.str] : [])));
  }
  const pages = document.numPages;
  await document.loadingTask.destroy();
  return { pages, text: pieces.join(" ").replaceAll(/\s+/g, " ") };
}

describe("the PDF of an invoice", () => {
  it("says everything that the invoice says", async () => {
    const { pages, text } = await textOf(await renderInvoice(INVOICE));
    expect(pages).toBe(1);
    for (const words of [
      "Invoice 42",
      "For 2026-11 (UTC), issued on 2026-12-01",
      "Tinte & Söhne Łódzka 5 Žižkov Tax id: PL 123",
      "Ελληνικές Εκδόσεις Москва",
      "Opening balance 5.000000000 5.00",
      "Payment 2026-11-03, no. 7 25.000000000 25.00",
      "Refund 2026-11-04, no. 9 -2.000000000 -2.00",
      "Usage -0.001876001 0.00",
      "Closing balance 27.998123999 28.00",
      "Приливы 3 0.001876001 0.00",
      "gpt-5-mini, openai 6 0.001876001 0.00",
      "no. 6 to 31",
      "ab".repeat(32),
      "Invoice 42, page 1 of 1",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("is the same bytes each time, with its fonts inside", async () => {
    const first = Buffer.from(await renderInvoice(INVOICE));
    expect(first.equals(await renderInvoice(structuredClone(INVOICE)))).toBe(true);
    expect(first.equals(await renderInvoice({ ...INVOICE, number: 43 }))).toBe(false);
    expect(first.toString("latin1").match(/\/FontFile2 /g)).toHaveLength(2);
    expect(first.toString("latin1")).not.toContain("Helvetica");
  });

  it("goes on on another page, and loses no line", async () => {
    const usage_by_article = Array.from({ length: 60 }, (_, index) => ({
      article_id: null,
      title: `Article number ${index} ${"with a long title ".repeat(index % 5)}`,
      runs: 1,
      nanos: String(index),
    }));
    const { pages, text } = await textOf(await renderInvoice({ ...INVOICE, usage_by_article }));
    expect(pages).toBeGreaterThan(1);
    for (const { title } of usage_by_article) expect(text).toContain(title.trim());
    expect(text).toContain(`page ${pages} of ${pages}`);
  });
});

describe("an amount in words", () => {
  it.each([
    [0n, "0.000000000", "0.00"],
    [-1n, "-0.000000001", "0.00"],
    [4_999_999n, "0.004999999", "0.00"],
    [5_000_000n, "0.005000000", "0.01"],
    [-5_000_000n, "-0.005000000", "-0.01"],
    [1_234_567_891_234n, "1234.567891234", "1234.57"],
  ])("%s is %s exactly and %s to the cent", (nanos, exact, cents) => {
    expect([writeUsd(nanos), writeCents(nanos)]).toEqual([exact, cents]);
  });
});
