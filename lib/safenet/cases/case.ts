import type { Purpose, SafenetErrorCode } from "@/lib/safenet";

/** What a look-up of a name gives: addresses, or the error of the name server (RFC 1035 section 4.1.1). */
export type DnsAnswer = readonly string[] | "ENOTFOUND" | "ENODATA" | "ESERVFAIL" | "ETIMEOUT";

/** What the site answers to one address. `locations` are written as given, byte by byte. */
export interface SiteAnswer {
  readonly status: number;
  readonly locations: readonly string[];
}

export type CaseClass =
  | "registry"
  | "unassigned"
  | "ipv4-form"
  | "ipv6-form"
  | "name"
  | "scheme"
  | "credentials"
  | "port"
  | "characters"
  | "dns"
  | "redirect"
  | "secrets"
  | "legitimate";

/** One address that someone hands to the program, the world it meets, and how that must end. */
export interface SafenetCase {
  readonly id: string;
  readonly class: CaseClass;
  readonly url: string;
  /** Successive answers by name; the last one repeats. Other names have the one answer PUBLIC_IP. */
  readonly dns?: Readonly<Record<string, readonly DnsAnswer[]>>;
  /** What is answered at an address; everywhere else 200. */
  readonly site?: Readonly<Record<string, SiteAnswer>>;
  readonly purpose?: Purpose;
  readonly method?: "GET" | "HEAD" | "POST";
  /** Sent with the request, and not to be seen on another origin. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly expected: "allow" | SafenetErrorCode;
  /** Everything that is dialled, in order, as address:port. */
  readonly dials: readonly string[];
  /** `policy`: another careful guard may decide otherwise, so only safenet is held to it. */
  readonly tier: "must" | "policy";
  /** What another guard may dial without harm, though safenet refuses. */
  readonly harmless?: readonly string[];
  readonly reason: string;
  readonly source: string;
}

/** What every name means unless a case says otherwise. */
export const PUBLIC_IP = "8.8.8.8";

type CaseRow = Omit<SafenetCase, "id" | "class" | "tier" | "source" | "dials"> &
  Partial<Pick<SafenetCase, "id" | "tier" | "source" | "dials">>;

/** Cases of one class and source. The address itself is the id, unless two cases share it. */
export function casesOf(
  caseClass: CaseClass,
  source: string,
  rows: readonly CaseRow[],
): readonly SafenetCase[] {
  return rows.map((row) => ({
    source,
    tier: "must",
    dials: [],
    ...row,
    class: caseClass,
    id: `${caseClass} ${row.id ?? JSON.stringify(row.url)}`,
  }));
}

/** Addresses that all end with the same code before anything is dialled, each with its reason. */
export function refusedUrls(
  expected: SafenetErrorCode,
  rows: ReadonlyArray<readonly [url: string, reason: string]>,
): readonly CaseRow[] {
  return rows.map(([url, reason]) => ({ url, reason, expected }));
}

/** An address as it stands in a URL. */
export const inUrl = (ip: string): string => (ip.includes(":") ? `[${ip}]` : ip);

/** The dial of an address, as `dials` writes it: IPv6 in its short form (RFC 5952). */
export const dialOf = (ip: string, port = 80): string =>
  `${ip.includes(":") ? new URL(`http://[${ip}]`).hostname : ip}:${port}`;

/** One redirect. */
export const moved = (location: string, status = 302): SiteAnswer => ({
  status,
  locations: [location],
});
