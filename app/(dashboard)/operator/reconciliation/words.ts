import type { AlertKind, Provider, Source } from "@/lib/reconciliation/schema";

export const RECONCILIATION_PATH = "/operator/reconciliation";

export const PROVIDER_NAMES: Readonly<Record<Provider, string>> = {
  anthropic: "Anthropic",
  openai: "OpenAI",
  google: "Google",
  deepseek: "DeepSeek",
  perplexity: "Perplexity",
  xai: "xAI",
  dataforseo: "DataForSEO",
  stripe: "Stripe",
};

export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  bill: "Its bill by day",
  balance: "Its balance",
  invoice: "Invoices by hand",
  none: "None yet",
};

export const ALERT_WORDS: Readonly<Record<AlertKind, string>> = {
  day_drift: "A day does not agree",
  week_drift: "The last week does not agree",
  slow_drift: "It leans to one side for long",
  call_drift: "Our price of a model is not the vendor's",
  late: "The vendor is late",
  unreadable: "The vendor's answer can't be used",
};
