import { type Audit, type AuditHop, placeOf, refusedAddress, since, verdictOf } from "./audit";
import type { Connection, KeptConnections } from "./connection";
import { type Lifetime, startLifetime } from "./deadline";
import type { Dial } from "./dial";
import { isClosedByPeer, SafenetError, toSafenetError } from "./errors";
import { type HeaderMap, outgoingHeaders } from "./headers";
import {
  connectHop,
  type HopContext,
  type HopRequest,
  type HopResponse,
  judgedTargets,
  sendHop,
} from "./hop";
import type { Refusal } from "./judge";
import type { OperatorRules } from "./operator";
import type { Purpose, PurposeRules } from "./purpose";
import { followRedirect, isRedirect, type Step } from "./redirect";
import type { ResolveName } from "./resolve";
import { createResponse, type SafeResponse } from "./response";
import { type CheckedUrl, checkUrlRules } from "./url";
import type { WorkspaceRules } from "./workspace-rules";

/** One outbound call. `secretHeaders` never reach another origin; `rules` narrow what may be called. */
export interface SafeFetchOptions {
  readonly purpose: Purpose;
  readonly workspaceId?: string;
  readonly method?: string;
  readonly headers?: HeaderMap;
  readonly secretHeaders?: HeaderMap;
  readonly body?: string | Uint8Array;
  readonly rules?: WorkspaceRules;
  readonly signal?: AbortSignal;
}

/** What the functions of one safenet share. */
export interface SafenetSetting {
  readonly operator: OperatorRules;
  readonly audit: Audit;
  readonly userAgent: string;
  readonly resolve: ResolveName;
  readonly dial: Dial;
  readonly kept: KeptConnections;
  readonly now: () => Date;
  readonly purposes: Readonly<Record<Purpose, PurposeRules>>;
  /** Ends when the safenet closes. */
  readonly closing: Lifetime;
}

interface Call {
  readonly context: HopContext;
  readonly setting: SafenetSetting;
  readonly options: SafeFetchOptions;
  readonly hasSecrets: boolean;
  readonly dispose: () => void;
  readonly startedAt: Date;
  readonly startedMs: number;
  /** The hops that are over. */
  readonly hops: AuditHop[];
  sent: boolean;
}

/** The place of a hop in the audit log, filled in as it becomes known. */
interface Trace {
  readonly startedMs: number;
  checked?: CheckedUrl;
  address?: string;
  status?: number;
  wouldRefuse?: Refusal;
}

/** Sends one request through every wall of this folder. Every failure is a SafenetError. */
export async function runSafeFetch(
  setting: SafenetSetting,
  url: string,
  options: SafeFetchOptions,
): Promise<SafeResponse> {
  const outgoing = outgoingHeaders(
    setting.userAgent,
    options.headers ?? {},
    options.secretHeaders ?? {},
  );
  const call = startCall(setting, options, outgoing.hasSecrets);
  try {
    let step = firstStep(options, url, outgoing.sent);
    for (;;) {
      const outcome = await takeStep(call, step);
      if ("response" in outcome) return outcome.response;
      step = outcome.next;
    }
  } catch (error) {
    call.dispose();
    throw toSafenetError(error);
  }
}

function startCall(setting: SafenetSetting, options: SafeFetchOptions, hasSecrets: boolean): Call {
  const rules = setting.purposes[options.purpose];
  const { operator, resolve, dial, kept, closing } = setting;
  const { lifetime, dispose } = startLifetime(rules.totalTimeoutMs, closing, options.signal);
  return {
    context: { rules, operator, resolve, dial, kept, lifetime },
    setting,
    options,
    hasSecrets,
    dispose,
    startedAt: setting.now(),
    startedMs: performance.now(),
    hops: [],
    sent: false,
  };
}

function firstStep(options: SafeFetchOptions, url: string, headers: HeaderMap): Step {
  const body =
    typeof options.body === "string" ? new TextEncoder().encode(options.body) : options.body;
  const request = { method: methodOf(options.method), headers, body };
  return { url, hop: 0, previous: undefined, request };
}

async function takeStep(
  call: Call,
  step: Step,
): Promise<{ response: SafeResponse } | { next: Step }> {
  const { context } = call;
  const trace: Trace = { startedMs: performance.now() };
  try {
    requireRequest(step.request, context.rules);
    const checked = checkStep(call, step);
    trace.checked = checked;
    const hop = await performStep(call, step, checked, trace);
    trace.status = hop.status;
    if (isRedirect(hop.status)) {
      hop.release();
      const next = followRedirect(context.rules, step, checked.url, hop);
      endHop(call, step, trace, undefined);
      return { next };
    }
    return { response: finalResponse(call, step, checked, hop, trace) };
  } catch (error) {
    const failure = toSafenetError(error).at(step.hop, call.sent);
    endHop(call, step, trace, failure);
    endCall(call, 0);
    throw failure;
  }
}

function requireRequest(request: HopRequest, rules: PurposeRules): void {
  if (!rules.methods.includes(request.method)) {
    throw new SafenetError("METHOD_REFUSED", { details: { method: request.method } });
  }
  const bytes = request.body?.byteLength ?? 0;
  if (bytes > rules.requestBytesMax) {
    throw new SafenetError("REQUEST_TOO_LARGE", { details: { bytes } });
  }
}

function checkStep(call: Call, step: Step): CheckedUrl {
  const { options, setting, context } = call;
  const { rules = {} } = options;
  const policy = { operator: setting.operator, rules };
  const checked = checkUrlRules(step.url, policy, context.rules);
  const isDowngrade = step.previous?.protocol === "https:" && !checked.tls;
  if (isDowngrade && call.hasSecrets) throw new SafenetError("DOWNGRADE_REFUSED");
  return checked;
}

async function performStep(
  call: Call,
  step: Step,
  checked: CheckedUrl,
  trace: Trace,
): Promise<HopResponse> {
  const { targets, wouldRefuse } = await judgedTargets(checked, call.context);
  if (wouldRefuse !== undefined) trace.wouldRefuse = wouldRefuse;
  const keyFor = (address: string): string | undefined =>
    isRepeatable(step.request) ? policyKey(call.options, checked, address) : undefined;
  const send = (connection: Connection): Promise<HopResponse> => {
    const { address } = connection;
    trace.address = address;
    call.sent = true;
    return sendHop(checked, step.request, connection, call.context, keyFor(address));
  };
  const kept = call.setting.kept.take(targets.map(({ address }) => keyFor(address)));
  if (kept !== undefined) {
    try {
      return await send(kept);
    } catch (error) {
      // It waited too long for this peer. The request may be repeated, so it is, on a connection of its own.
      if (!isClosedByPeer(error)) throw error;
    }
  }
  return send(await connectHop(checked, targets, call.context));
}

/** RFC 9110 section 9.2.2: nothing happens when the other side gets it twice. */
function isRepeatable({ method, body }: HopRequest): boolean {
  return method === "GET" && body === undefined;
}

/**
 * All that a call is judged by: a connection is kept for calls that agree in it. No part but the last can hold what
 * parts them.
 */
function policyKey(options: SafeFetchOptions, { url }: CheckedUrl, address: string): string {
  const { purpose, workspaceId = "", rules } = options;
  const narrowed = rules === undefined ? "" : JSON.stringify(rules);
  return `${purpose} ${url.origin} ${address} ${narrowed}\n${workspaceId}`;
}

function finalResponse(
  call: Call,
  step: Step,
  checked: CheckedUrl,
  hop: HopResponse,
  trace: Trace,
): SafeResponse {
  return createResponse({
    hop,
    url: checked.url.href,
    hopIndex: step.hop,
    bytesMax: call.context.rules.responseBytesMax,
    lifetime: call.context.lifetime,
    onEnd: (bytes, error) => {
      call.dispose();
      endHop(call, step, trace, error);
      endCall(call, bytes);
    },
  });
}

function endHop(call: Call, step: Step, trace: Trace, error: SafenetError | undefined): void {
  const { status, wouldRefuse } = trace;
  const address = trace.address ?? refusedAddress(error);
  call.hops.push({
    ...placeOf(trace.checked?.url ?? URL.parse(step.url)),
    ...(address === undefined ? {} : { address }),
    ...(status === undefined ? {} : { status }),
    ...verdictOf(error, wouldRefuse),
    ms: since(trace.startedMs),
  });
}

function endCall(call: Call, bytes: number): void {
  const { purpose, workspaceId, method } = call.options;
  call.setting.audit({
    at: call.startedAt,
    purpose,
    ...(workspaceId === undefined ? {} : { workspaceId }),
    method: methodOf(method),
    hops: call.hops,
    ...worstOf(call.hops),
    bytes,
    ms: since(call.startedMs),
  });
}

/** The call ends as its last hop did, but for a hop before it that would have been refused. */
function worstOf(hops: readonly AuditHop[]): Pick<AuditHop, "verdict" | "code"> {
  const last = hops.at(-1);
  const relaxed = hops.find(({ verdict }) => verdict === "would_refuse");
  const { verdict, code } = (last?.verdict === "allowed" ? relaxed : last) ?? {
    verdict: "allowed",
  };
  return { verdict, ...(code === undefined ? {} : { code }) };
}

function methodOf(method: string | undefined): string {
  return (method ?? "GET").toUpperCase();
}
