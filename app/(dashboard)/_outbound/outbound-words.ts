import type { OutboundPurpose, OutboundVerdict } from "@/lib/outbound-log";

/** What a call was for, in the words of the pages. */
export const PURPOSE_WORDS: Readonly<Record<OutboundPurpose, string>> = {
  "source-fetch": "Read a source",
  "link-check": "Check a link",
  "cms-publish": "Publish",
  webhook: "Hook",
  indexnow: "Tell IndexNow",
  "sitemap-check": "Check a sitemap",
  ai: "AI",
  payments: "Payments",
  "vendor-bills": "Bills of vendors",
  "image-import": "Fetch an image",
  "pwned-range": "Check a password",
  "oidc-discovery": "Sign in with a provider",
};

/** How a call ended. */
export const VERDICT_WORDS: Readonly<Record<OutboundVerdict, string>> = {
  allowed: "Answered",
  refused: "Refused",
  failed: "Failed",
  would_refuse: "Would be refused",
};
