import type { Audit } from "./audit";
import { keepConnections } from "./connection";
import { Lifetime } from "./deadline";
import { createDial, type Dial } from "./dial";
import { SafenetError } from "./errors";
import type { OperatorRules } from "./operator";
import { type ProbeOptions, type ProbeVerdict, runProbe } from "./probe-url";
import { PURPOSES, type Purpose } from "./purpose";
import { type ResolveName, resolveWithCares } from "./resolve";
import type { SafeResponse } from "./response";
import { runSafeFetch, type SafeFetchOptions, type SafenetSetting } from "./safe-fetch";
import { createWebFetch, type WebFetch } from "./web-fetch";

export { type AddressVerdict, classifyAddress } from "./address";
export type { Audit, AuditHop, AuditRecord, AuditVerdict } from "./audit";
export type { Dial, DialTarget } from "./dial";
export {
  isSafenetErrorCode,
  publicMessageOf,
  SafenetError,
  type SafenetErrorCode,
  type SafenetErrorKind,
} from "./errors";
export { parseHostPattern } from "./host";
export {
  type AllowRule,
  type OperatorRules,
  parseOperatorRules,
  parseSelfAddresses,
  SAFENET_MODES,
  type SafenetMode,
} from "./operator";
export type { ProbeOptions, ProbeVerdict } from "./probe-url";
export { PURPOSES, type Purpose, type PurposeRules } from "./purpose";
export { RANGES_SNAPSHOT_DATE } from "./ranges";
export type { ResolveName } from "./resolve";
export type { SafeResponse } from "./response";
export type { SafeFetchOptions } from "./safe-fetch";
export { type CheckedUrl, checkUrl, type UrlPolicy } from "./url";
export type { WebFetch } from "./web-fetch";
export type { WorkspaceRules } from "./workspace-rules";

/** The only way out of this program. Made once at boot; `close` ends every request in flight. */
export interface Safenet {
  safeFetch(url: string, options: SafeFetchOptions): Promise<SafeResponse>;
  /** A WHATWG fetch bound to a purpose, for libraries that take one. */
  fetch(purpose: Purpose, options?: { workspaceId?: string }): WebFetch;
  probeUrl(url: string, options: ProbeOptions): Promise<ProbeVerdict>;
  close(): void;
}

/** Replaceable parts, so that tests can play the internet. `connect` is given judged addresses only. */
export interface SafenetDeps {
  readonly resolve?: ResolveName;
  readonly connect?: Dial;
  readonly now?: () => Date;
  readonly purposes?: typeof PURPOSES;
}

interface SafenetOptions {
  readonly operator: OperatorRules;
  readonly audit: Audit;
  /** What other sites know the program by, unless a call has a name of its own. */
  readonly userAgent?: string;
  readonly deps?: SafenetDeps;
}

/** Makes the outbound door of this program. Proxy variables and the hosts file play no part. */
export function createSafenet({
  operator,
  audit,
  userAgent = "safenet",
  deps = {},
}: SafenetOptions): Safenet {
  const closing = new Lifetime();
  const kept = keepConnections();
  const setting: SafenetSetting = {
    operator,
    audit,
    userAgent,
    resolve: deps.resolve ?? resolveWithCares,
    dial: deps.connect ?? createDial(),
    kept,
    now: deps.now ?? (() => new Date()),
    purposes: deps.purposes ?? PURPOSES,
    closing,
  };
  return {
    safeFetch: (url, options) => runSafeFetch(setting, url, options),
    fetch: (purpose, options) => createWebFetch(setting, purpose, options),
    probeUrl: (url, options) => runProbe(setting, url, options),
    close: () => {
      closing.end(new SafenetError("ABORTED"));
      kept.closeAll();
    },
  };
}
