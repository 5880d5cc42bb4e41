import { type BillAccount, createBillReader, type VendorBill } from "@/lib/adapters/vendor-bills";
import { safeFetch } from "@/lib/outbound";
import { clock } from "@/lib/platform/clock";
import { type Env, env } from "@/lib/platform/env";
import type { Provider } from "./schema";

/** For all calls about one bill. */
const READ_TIMEOUT_MS = 90_000;

interface BillSource {
  readonly account: BillAccount;
  readonly baseUrl: string | undefined;
}

/** Whether a vendor can be asked here what it charges. */
export function hasBillSource(provider: Provider): boolean {
  return SOURCES[provider](env()) !== null;
}

/** Asks a vendor what it charged on whole UTC days; null when there is no key to ask with. */
export async function readBill(
  provider: Provider,
  window: { readonly from: string; readonly until: string },
): Promise<VendorBill | null> {
  const source = SOURCES[provider](env());
  if (source === null) return null;
  const reader = createBillReader(source.account, {
    baseUrl: source.baseUrl,
    fetch: (url, init) => safeFetch(url, { purpose: "vendor-bills", ...init }),
    now: () => clock.now(),
  });
  return reader.readBill(window, AbortSignal.timeout(READ_TIMEOUT_MS));
}

const SOURCES: Readonly<Record<Provider, (settings: Env) => BillSource | null>> = {
  anthropic: ({ ANTHROPIC_ADMIN_KEY: adminKey, ANTHROPIC_ADMIN_BASE_URL: baseUrl }) =>
    adminKey === undefined ? null : { account: { provider: "anthropic", adminKey }, baseUrl },
  openai: ({ OPENAI_ADMIN_KEY: adminKey, OPENAI_ADMIN_BASE_URL: baseUrl }) =>
    adminKey === undefined ? null : { account: { provider: "openai", adminKey }, baseUrl },
  google: ({
    GOOGLE_BILLING_KEY: key,
    GOOGLE_BILLING_TABLE: table,
    GOOGLE_BILLING_BASE_URL: baseUrl,
  }) => {
    if (key === undefined || table === undefined) return null;
    const {
      client_email: clientEmail,
      private_key_id: privateKeyId,
      private_key: privateKey,
    } = key;
    return {
      account: { provider: "google", clientEmail, privateKeyId, privateKey, table },
      baseUrl,
    };
  },
  deepseek: ({ DEEPSEEK_API_KEY: apiKey, DEEPSEEK_BASE_URL: baseUrl }) =>
    apiKey === undefined ? null : { account: { provider: "deepseek", apiKey }, baseUrl },
  // Its invoices are shown to people only.
  perplexity: () => null,
  xai: ({
    XAI_MANAGEMENT_KEY: managementKey,
    XAI_TEAM_ID: teamId,
    XAI_MANAGEMENT_BASE_URL: baseUrl,
  }) =>
    managementKey === undefined || teamId === undefined
      ? null
      : { account: { provider: "xai", managementKey, teamId }, baseUrl },
  dataforseo: ({ DATAFORSEO_API_KEY: key, DATAFORSEO_BASE_URL: baseUrl }) => {
    if (key === undefined) return null;
    const [login = "", ...rest] = key.split(":");
    return { account: { provider: "dataforseo", login, password: rest.join(":") }, baseUrl };
  },
  stripe: ({ STRIPE_API_KEY: apiKey, STRIPE_BASE_URL: baseUrl }) =>
    apiKey === undefined ? null : { account: { provider: "stripe", apiKey }, baseUrl },
};
