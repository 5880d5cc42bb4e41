import { classifyAddress, isSameAddress, reachedAddress } from "./address";
import type { SafenetErrorDetails } from "./errors";
import { findRule, type OperatorRules } from "./operator";
import type { PurposeRules } from "./purpose";

/** Why an address and port are not to be dialled. `details` go to the operator's log only. */
export interface Refusal {
  readonly code: "IP_REFUSED" | "PORT_REFUSED" | "SELF_REFUSED" | "HOST_REFUSED";
  readonly details: SafenetErrorDetails;
  /** Whether the call goes on all the same, because the operator's mode is `log`. */
  readonly isRelaxed: boolean;
}

/** The blocks that services on the same machine have. The others that open by exact address only, no mode relaxes. */
const LOOPBACK: readonly string[] = ["127.0.0.0/8", "::1/128"];

/**
 * Judges one address and port. Public addresses pass on the ports of the purpose; everything else needs a
 * rule of the operator, and loopback, link-local, metadata, multicast and unspecified addresses need one that
 * names the address exactly. Undefined when it may be dialled.
 */
export function judgeAddress(
  ip: string,
  port: number,
  operator: OperatorRules,
  purpose: Pick<PurposeRules, "ports">,
): Refusal | undefined {
  const isLogged = operator.mode === "log";
  const verdict = classifyAddress(ip);
  if (!verdict.ok) {
    const { block, name, rfc, opens } = verdict;
    const isOpened =
      opens !== "never" && findRule(operator, ip, port, opens === "exact") !== undefined;
    if (isOpened) return undefined;
    const isRelaxed = isLogged && (opens === "rule" || LOOPBACK.includes(block));
    return { code: "IP_REFUSED", details: { address: ip, block, name, rfc }, isRelaxed };
  }
  const reached = reachedAddress(ip);
  const isSelf = operator.selfAddresses?.some((self) => isSameAddress(self, reached)) === true;
  if (isSelf && findRule(operator, ip, port, true) === undefined) {
    return { code: "SELF_REFUSED", details: { address: ip }, isRelaxed: isLogged };
  }
  if (purpose.ports.includes(port) || findRule(operator, ip, port, false) !== undefined) {
    return undefined;
  }
  return { code: "PORT_REFUSED", details: { address: ip, port }, isRelaxed: isLogged };
}
