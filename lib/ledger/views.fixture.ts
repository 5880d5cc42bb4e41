import type { Tx } from "@/lib/platform/db";

/** A transaction in which a statement about the view or function `name` with these values gives rows, and any other none. */
export function givenRows(name: string, answer: (values: readonly unknown[]) => object[]): Tx {
  const $queryRaw = async (text: TemplateStringsArray, ...values: unknown[]) =>
    text.join("?").includes(`ledger.${name}`) ? answer(values) : [];
  return { $queryRaw } as unknown as Tx;
}
