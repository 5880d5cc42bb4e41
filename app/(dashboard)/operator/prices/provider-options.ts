import { PRICED_PROVIDERS } from "@/lib/pricing/schema";

/** The vendors, to choose from. */
export const PROVIDER_OPTIONS = PRICED_PROVIDERS.map((value) => ({ value, label: value }));
