import { placeOf, refusedAddress, since, verdictOf } from "./audit";
import { startLifetime } from "./deadline";
import { type SafenetError, type SafenetErrorCode, toSafenetError } from "./errors";
import { judgedTargets } from "./hop";
import type { Refusal } from "./judge";
import type { Purpose } from "./purpose";
import type { SafenetSetting } from "./safe-fetch";
import { checkUrlRules } from "./url";
import type { WorkspaceRules } from "./workspace-rules";

export interface ProbeOptions {
  readonly purpose: Purpose;
  readonly workspaceId?: string;
  readonly rules?: WorkspaceRules;
  readonly signal?: AbortSignal;
}

/** Whether an address could be called now. `addresses` are for the operator, not for a workspace. */
export type ProbeVerdict =
  | {
      readonly allow: true;
      readonly host: string;
      readonly addresses: readonly string[];
      /** What would refuse it, when the operator's mode is `log`. */
      readonly wouldRefuse?: SafenetErrorCode;
    }
  | { readonly allow: false; readonly code: SafenetErrorCode; readonly publicMessage: string };

/** Checks an address and looks its name up, but never dials. A refusal is a verdict, not an exception. */
export async function runProbe(
  setting: SafenetSetting,
  url: string,
  options: ProbeOptions,
): Promise<ProbeVerdict> {
  const started = { at: setting.now(), ms: performance.now() };
  const finish = (
    error: SafenetError | undefined,
    address: string | undefined,
    wouldRefuse?: Refusal,
  ): void =>
    setting.audit({
      at: started.at,
      purpose: options.purpose,
      ...(options.workspaceId === undefined ? {} : { workspaceId: options.workspaceId }),
      method: "PROBE",
      hops: [
        {
          ...placeOf(URL.parse(url)),
          ...verdictOf(error, wouldRefuse),
          ...(address === undefined ? {} : { address }),
          ms: since(started.ms),
        },
      ],
      ...verdictOf(error, wouldRefuse),
      bytes: 0,
      ms: since(started.ms),
    });
  try {
    const { host, addresses, wouldRefuse } = await look(setting, url, options);
    finish(undefined, addresses[0], wouldRefuse);
    const said = wouldRefuse === undefined ? {} : { wouldRefuse: wouldRefuse.code };
    return { allow: true, host, addresses, ...said };
  } catch (error) {
    const failure = toSafenetError(error);
    finish(failure, refusedAddress(failure));
    return { allow: false, code: failure.code, publicMessage: failure.publicMessage };
  }
}

async function look(
  setting: SafenetSetting,
  url: string,
  options: ProbeOptions,
): Promise<{ host: string; addresses: readonly string[]; wouldRefuse: Refusal | undefined }> {
  const rules = setting.purposes[options.purpose];
  const { operator, resolve } = setting;
  const checked = checkUrlRules(url, { operator, rules: options.rules ?? {} }, rules);
  const { lifetime, dispose } = startLifetime(
    rules.totalTimeoutMs,
    setting.closing,
    options.signal,
  );
  try {
    const context = { rules, operator, resolve, lifetime };
    const { targets, wouldRefuse } = await judgedTargets(checked, context);
    return { host: checked.host, addresses: targets.map(({ address }) => address), wouldRefuse };
  } finally {
    dispose();
  }
}
