import { casesOf, dialOf, moved, PUBLIC_IP, type SafenetCase } from "./case";

// A secret stays with the origin that it was meant for (RFC 9110 section 15.4), and never leaves TLS.

const A = "https://a.example/";
const TLS = dialOf(PUBLIC_IP, 443);
const PLAIN = dialOf(PUBLIC_IP);

const SECRETS = [
  { authorization: "Bearer secret-value" },
  { cookie: "session=secret-value" },
  { "x-api-key": "secret-value" },
  { "x-webhook-signature": "secret-value" },
] as const;

const PLACES: ReadonlyArray<readonly [location: string, dial: string, reason: string]> = [
  ["https://b.example/", TLS, "Another host"],
  ["https://www.a.example/", TLS, "A host below the first"],
  ["https://example/", TLS, "A host above the first"],
  ["https://a.example.b.example/", TLS, "A host that begins like the first"],
  ["https://a.example:8443/", dialOf(PUBLIC_IP, 8443), "Another port"],
];

const crossing = SECRETS.flatMap((secrets) =>
  PLACES.map(([location, dial, reason]) => ({
    id: `${Object.keys(secrets).join()} to ${location}`,
    url: A,
    secrets,
    site: { [A]: moved(location) },
    expected: "allow" as const,
    dials: [TLS, dial],
    reason,
  })),
);

const downgrades = SECRETS.map((secrets) => ({
  id: `${Object.keys(secrets).join()} from https to http`,
  url: A,
  secrets,
  site: { [A]: moved("http://a.example/") },
  expected: "DOWNGRADE_REFUSED" as const,
  dials: [TLS],
  harmless: [PLAIN],
  reason: "Whoever carries a secret asks for TLS.",
}));

/** Requests that carry a secret. The runner fails a case whose secret is seen anywhere but at the first origin. */
export const SECRET_CASES: readonly SafenetCase[] = casesOf("secrets", "RFC 9110 section 15.4", [
  ...crossing,
  ...downgrades,
  {
    id: "from http to https on another host",
    url: "http://a.example/",
    secrets: SECRETS[0],
    site: { "http://a.example/": moved("https://b.example/") },
    expected: "allow",
    dials: [PLAIN, TLS],
    reason: "Another origin, though a safer one",
  },
  {
    id: "away and back again",
    url: A,
    secrets: SECRETS[0],
    site: { [A]: moved("https://b.example/"), "https://b.example/": moved("https://c.example/") },
    expected: "allow",
    dials: [TLS, TLS, TLS],
    reason: "What was dropped once does not come back.",
  },
  {
    id: "not carried, from https to http",
    url: A,
    site: { [A]: moved("http://a.example/") },
    expected: "allow",
    dials: [TLS, PLAIN],
    reason: "Without a secret there is nothing to lose.",
  },
  {
    id: "kept from a purpose that stays in one origin",
    url: A,
    purpose: "cms-publish",
    secrets: SECRETS[0],
    site: { [A]: moved("https://b.example/") },
    expected: "REDIRECT_REFUSED",
    dials: [TLS],
    reason: "A content manager does not move in the middle of a call.",
  },
  {
    id: "kept from a purpose without redirects",
    url: A,
    purpose: "webhook",
    method: "POST",
    secrets: SECRETS[0],
    site: { [A]: moved("/next") },
    expected: "REDIRECT_REFUSED",
    dials: [TLS],
    reason: "A webhook goes where its owner said.",
  },
]).map((one) => ({ ...one, tier: "policy" as const }));
