import { type AuditHop, createSafenet, type Purpose } from "@/lib/safenet";
import { operatorRules } from "./guard";
import { findRulesFor } from "./workspace-rules";

/** How an address would fare if it were called now. `address` is the one inside that it leads to, when it is refused. */
export type AddressCheck =
  | { readonly verdict: "allowed" }
  | {
      readonly verdict: "refused" | "failed";
      readonly code: string;
      readonly address: string | undefined;
      readonly port: number;
    };

/** Looks what the guard would say when it enforces, whatever its mode is. For whoever runs the installation. */
export async function checkAddress(
  url: string,
  purpose: Purpose,
  workspaceId: string,
): Promise<AddressCheck> {
  const hops: AuditHop[] = [];
  const safenet = createSafenet({
    operator: { ...operatorRules(), mode: "enforce" },
    audit: (record) => hops.push(...record.hops),
  });
  const rules = await findRulesFor(purpose, workspaceId);
  const verdict = await safenet.probeUrl(url, { purpose, workspaceId, rules });
  safenet.close();
  const [hop] = hops;
  if (verdict.allow || hop === undefined) return { verdict: "allowed" };
  const { address, port } = hop;
  return {
    verdict: hop.verdict === "refused" ? "refused" : "failed",
    code: verdict.code,
    address,
    port,
  };
}
