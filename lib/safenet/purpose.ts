export type Purpose =
  | "source-fetch"
  | "link-check"
  | "cms-publish"
  | "webhook"
  | "indexnow"
  | "sitemap-check"
  | "ai"
  | "payments"
  | "vendor-bills"
  | "image-import"
  | "pwned-range"
  | "oidc-discovery";

/** What redirects do: follow them, follow within one origin, or refuse any. */
export type RedirectMode = "follow" | "same-origin" | "error";

/** The limits of one kind of outbound request. Times in milliseconds, sizes in bytes. */
export interface PurposeRules {
  readonly methods: readonly string[];
  readonly redirects: RedirectMode;
  readonly maxRedirects: number;
  readonly dnsTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly totalTimeoutMs: number;
  /** Size of the decoded response body. */
  readonly responseBytesMax: number;
  readonly requestBytesMax: number;
  readonly acceptEncoding: "gzip, br, deflate" | "identity";
  readonly ports: readonly number[];
}

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND = 1000;
const WEB_PORTS: readonly number[] = [80, 443, 8080, 8443];

const USUAL = {
  dnsTimeoutMs: 4 * SECOND,
  connectTimeoutMs: 5 * SECOND,
  headersTimeoutMs: 10 * SECOND,
  idleTimeoutMs: 10 * SECOND,
  ports: WEB_PORTS,
  requestBytesMax: 64 * KIB,
} as const;

/** The whole list of reasons for which this program calls out, with their limits. */
export const PURPOSES: Readonly<Record<Purpose, PurposeRules>> = {
  "source-fetch": {
    ...USUAL,
    methods: ["GET", "HEAD"],
    redirects: "follow",
    maxRedirects: 5,
    totalTimeoutMs: 15 * SECOND,
    responseBytesMax: 5 * MIB,
    acceptEncoding: "gzip, br, deflate",
  },
  "link-check": {
    ...USUAL,
    methods: ["HEAD", "GET"],
    redirects: "follow",
    maxRedirects: 5,
    totalTimeoutMs: 10 * SECOND,
    responseBytesMax: 256 * KIB,
    acceptEncoding: "gzip, br, deflate",
  },
  "cms-publish": {
    ...USUAL,
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    redirects: "same-origin",
    maxRedirects: 3,
    headersTimeoutMs: 25 * SECOND,
    totalTimeoutMs: 30 * SECOND,
    responseBytesMax: 2 * MIB,
    requestBytesMax: 16 * MIB,
    acceptEncoding: "gzip, br, deflate",
  },
  webhook: {
    ...USUAL,
    methods: ["POST"],
    redirects: "error",
    maxRedirects: 0,
    totalTimeoutMs: 10 * SECOND,
    responseBytesMax: 64 * KIB,
    requestBytesMax: MIB,
    acceptEncoding: "identity",
  },
  indexnow: {
    ...USUAL,
    methods: ["POST"],
    redirects: "error",
    maxRedirects: 0,
    totalTimeoutMs: 15 * SECOND,
    responseBytesMax: 64 * KIB,
    acceptEncoding: "identity",
  },
  "sitemap-check": {
    ...USUAL,
    methods: ["GET"],
    redirects: "follow",
    maxRedirects: 5,
    totalTimeoutMs: 20 * SECOND,
    responseBytesMax: 10 * MIB,
    acceptEncoding: "gzip, br, deflate",
  },
  ai: {
    ...USUAL,
    methods: ["GET", "POST"],
    redirects: "error",
    maxRedirects: 0,
    headersTimeoutMs: 120 * SECOND,
    idleTimeoutMs: 120 * SECOND,
    totalTimeoutMs: 600 * SECOND,
    responseBytesMax: 16 * MIB,
    requestBytesMax: 16 * MIB,
    // Compressed event streams arrive in bursts; the deltas of a model should not.
    acceptEncoding: "identity",
  },
  payments: {
    ...USUAL,
    methods: ["GET", "POST"],
    redirects: "error",
    maxRedirects: 0,
    totalTimeoutMs: 20 * SECOND,
    responseBytesMax: 4 * MIB,
    acceptEncoding: "gzip, br, deflate",
  },
  "vendor-bills": {
    ...USUAL,
    methods: ["GET", "POST"],
    redirects: "error",
    maxRedirects: 0,
    headersTimeoutMs: 25 * SECOND,
    totalTimeoutMs: 30 * SECOND,
    responseBytesMax: 4 * MIB,
    acceptEncoding: "gzip, br, deflate",
  },
  "image-import": {
    ...USUAL,
    methods: ["GET"],
    redirects: "follow",
    maxRedirects: 5,
    totalTimeoutMs: 20 * SECOND,
    responseBytesMax: 10 * MIB,
    acceptEncoding: "gzip, br, deflate",
  },
  "pwned-range": {
    ...USUAL,
    methods: ["GET"],
    redirects: "error",
    maxRedirects: 0,
    // Somebody waits for it in front of a form.
    dnsTimeoutMs: 2 * SECOND,
    connectTimeoutMs: 2 * SECOND,
    headersTimeoutMs: 3 * SECOND,
    totalTimeoutMs: 4 * SECOND,
    responseBytesMax: 256 * KIB,
    acceptEncoding: "gzip, br, deflate",
  },
  "oidc-discovery": {
    ...USUAL,
    methods: ["GET", "POST"],
    redirects: "error",
    maxRedirects: 0,
    totalTimeoutMs: 10 * SECOND,
    responseBytesMax: 256 * KIB,
    acceptEncoding: "gzip, br, deflate",
  },
};
