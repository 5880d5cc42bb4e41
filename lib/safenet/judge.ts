import { classifyAddress, isSameAddress } from "./address";
import type { SafenetErrorDetails } from "./errors";
import { findRule, type OperatorRules } from "./operator";
import type { PurposeRules } from "./purpose";

/** Whether one address and port may be dialled. `details` go to the operator's log only. */
export type AddressJudgement =
  | { readonly allow: true }
  | {
      readonly allow: false;
      readonly code: "IP_REFUSED" | "PORT_REFUSED" | "SELF_REFUSED";
      readonly details: SafenetErrorDetails;
    };

/**
 * Judges one address and port. Public addresses pass on the ports of the purpose; everything else needs a
 * rule of the operator, and loopback, link-local, metadata, multicast and unspecified addresses need one that
 * names the address exactly.
 */
export function judgeAddress(
  ip: string,
  port: number,
  operator: OperatorRules,
  rules: Pick<PurposeRules, "ports">,
): AddressJudgement {
  const verdict = classifyAddress(ip);
  if (!verdict.ok) {
    const opened =
      verdict.opens !== "never" && findRule(operator, ip, port, verdict.opens === "exact");
    if (opened !== false && opened !== undefined) return { allow: true };
    const { block, name, rfc } = verdict;
    return { allow: false, code: "IP_REFUSED", details: { address: ip, block, name, rfc } };
  }
  const isSelf = (operator.selfAddresses ?? []).some((self) => isSameAddress(self, ip));
  if (isSelf && findRule(operator, ip, port, true) === undefined) {
    return { allow: false, code: "SELF_REFUSED", details: { address: ip } };
  }
  if (rules.ports.includes(port) || findRule(operator, ip, port, false) !== undefined) {
    return { allow: true };
  }
  return { allow: false, code: "PORT_REFUSED", details: { address: ip, port } };
}
