import type { LanguageModel } from "ai";
import type { AiFetch, AiUsage } from "./port";

/** What a vendor's client needs. */
export interface VendorSetting {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly fetch: AiFetch;
}

/** What a vendor counted so far. Final once the vendor has counted everything. */
export interface UsageReading {
  readonly usage: AiUsage;
  readonly isFinal: boolean;
  readonly costReported?: string;
}

/** The differences between vendors, and nothing else. */
export interface Vendor {
  /** Stated here, because the clients would else read an environment variable. Empty: none is usual. */
  readonly defaultBaseUrl: string;
  readonly createModel: (setting: VendorSetting, model: string) => LanguageModel;
  readonly providerOptions?: Record<string, Record<string, boolean | Record<string, string>>>;
  /** Reads one raw event of the stream. Undefined when it holds no counts. */
  readonly readUsage: (
    event: unknown,
    previous: UsageReading | undefined,
  ) => UsageReading | undefined;
}
