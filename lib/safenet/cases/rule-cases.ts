import type { SafenetErrorCode } from "@/lib/safenet/errors";
import type { WorkspaceRules } from "@/lib/safenet/workspace-rules";
import type { GuardCase } from "./guard-case";

// What the operator opens and what a workspace closes.

const SITE = "93.184.215.14";
const DNS = {
  "site.example": [[SITE]],
  "cms.example": [["10.0.0.5"]],
  "both.example": [[SITE, "10.0.0.5"]],
  "meta.example": [["169.254.169.254"]],
};

type Outcome = "allow" | SafenetErrorCode;

const opened = (
  [
    ["10.0.0.5:80", "http://10.0.0.5/", "allow", "10.0.0.5", "exactly this address and port"],
    ["10.0.0.5:80", "http://cms.example/", "allow", "10.0.0.5", "a name that points there"],
    ["10.0.0.5:80", "http://both.example/", "allow", SITE, "a name that also points there"],
    ["10.0.0.0/8:*", "http://10.9.9.9:8080/", "allow", "10.9.9.9", "a block on every port"],
    ["10.0.0.0/8:9000-9100", "http://10.9.9.9:9050/", "allow", "10.9.9.9", "a range of ports"],
    ["[fd00::/8]:443", "https://[fd12::1]/", "allow", "fd12::1", "a block of IPv6"],
    ["127.0.0.1:3000", "http://127.0.0.1:3000/", "allow", "127.0.0.1", "loopback, exactly"],
    ["127.0.0.1:3000", "http://localhost:3000/", "allow", "127.0.0.1", "loopback by its name"],
    ["[::1]:3000", "http://localhost:3000/", "allow", "::1", "loopback of IPv6 by its name"],
    ["169.254.169.254:80", "http://169.254.169.254/", "allow", "169.254.169.254", "named exactly"],
    ["93.184.215.14:9000", "http://site.example:9000/", "allow", SITE, "a port of a public site"],
    [
      "0.0.0.0/0:*",
      "http://192.168.1.1/",
      "allow",
      "192.168.1.1",
      "everything that a range may open",
    ],
    ["10.0.0.5:80", "http://10.0.0.6/", "IP_REFUSED", "10.0.0.6", "another address"],
    ["10.0.0.5:80", "https://10.0.0.5/", "IP_REFUSED", "10.0.0.5", "another port"],
    ["10.0.0.5:443", "http://cms.example/", "IP_REFUSED", "10.0.0.5", "another port of a name"],
    ["10.0.0.5:9000", "http://site.example:9000/", "PORT_REFUSED", SITE, "another address's port"],
    ["0.0.0.0/0:*", "http://127.0.0.1/", "IP_REFUSED", "127.0.0.1", "a range never opens loopback"],
    ["0.0.0.0/0:*", "http://localhost/", "HOST_REFUSED", "127.0.0.1", "nor by its name"],
    ["0.0.0.0/0:*", "http://meta.example/", "IP_REFUSED", "169.254.169.254", "nor metadata"],
    [
      "0.0.0.0/0:*",
      "http://100.100.100.200/",
      "IP_REFUSED",
      "100.100.100.200",
      "nor other metadata",
    ],
    ["0.0.0.0/0:*", "http://0.0.0.0/", "IP_REFUSED", "0.0.0.0", "nor the unspecified address"],
    ["0.0.0.0/0:*", "http://224.0.0.1/", "IP_REFUSED", "224.0.0.1", "nor multicast"],
    ["0.0.0.0/0:*", "http://255.255.255.255/", "IP_REFUSED", "255.255.255.255", "nor broadcast"],
    ["[::/0]:*", "http://[::1]/", "IP_REFUSED", "::1", "nor loopback of IPv6"],
    ["[::/0]:*", "http://[::]/", "IP_REFUSED", "::", "nor the unspecified address of IPv6"],
    ["[::/0]:*", "http://[fe80::1]/", "IP_REFUSED", "fe80::1", "nor link local"],
    ["[::/0]:*", "http://[ff02::1]/", "IP_REFUSED", "ff02::1", "nor multicast of IPv6"],
    [
      "[fd00::/8]:*",
      "http://[fd00:ec2::254]/",
      "IP_REFUSED",
      "fd00:ec2::254",
      "nor metadata of IPv6",
    ],
    [
      "[fd00::/8]:*",
      "http://[fd00:42::42]/",
      "IP_REFUSED",
      "fd00:42::42",
      "nor metadata of another",
    ],
    [
      "10.0.0.5:80",
      "http://[::ffff:10.0.0.5]/",
      "IP_REFUSED",
      "::ffff:a00:5",
      "another form of it",
    ],
    [
      "10.0.0.5:80",
      "http://[64:ff9b::10.0.0.5]/",
      "IP_REFUSED",
      "64:ff9b::a00:5",
      "by a translator",
    ],
    ["[::/0]:*", "http://[2002:a00:5::]/", "IP_REFUSED", "2002:a00:5::", "6to4 opens never"],
  ] satisfies [string, string, Outcome, string, string][]
).map(
  ([allow, url, expected, dials, reason]): GuardCase => ({
    id: `operator ${allow} for ${url}`,
    class: "operator",
    url,
    dns: DNS,
    allow,
    expected,
    connections: expected === "allow" ? 1 : 0,
    dials,
    reason,
    rfc: "",
  }),
);

const narrowed = (
  [
    ["https://site.example/", { allowHosts: ["site.example"] }, "allow", SITE, "a listed host"],
    ["https://site.example/", { allowHosts: ["*.example"] }, "allow", SITE, "below a listed one"],
    ["https://site.example/", { allowHosts: [] }, "HOST_NOT_ALLOWED", SITE, "an empty list"],
    [
      "https://site.example/",
      { allowHosts: ["a.example"] },
      "HOST_NOT_ALLOWED",
      SITE,
      "not listed",
    ],
    [
      "https://site.example/",
      { allowHosts: ["*.site.example"] },
      "HOST_NOT_ALLOWED",
      SITE,
      "not below",
    ],
    [
      "https://site.example./",
      { denyHosts: ["SITE.example"] },
      "HOST_NOT_ALLOWED",
      SITE,
      "denied, in any spelling",
    ],
    [
      "https://93.184.215.14/",
      { denyHosts: ["93.184.215.14"] },
      "HOST_NOT_ALLOWED",
      SITE,
      "a denied address",
    ],
    [
      "http://0x5db8d70e/",
      { denyHosts: ["93.184.215.14"] },
      "HOST_NOT_ALLOWED",
      SITE,
      "a denied address in another spelling",
    ],
    ["http://site.example/", { httpsOnly: true }, "SCHEME_REFUSED", SITE, "not https"],
    ["https://site.example:8443/", { ports: [443] }, "PORT_REFUSED", SITE, "not a listed port"],
    [
      "http://10.0.0.5/",
      { allowHosts: ["10.0.0.5"] },
      "IP_REFUSED",
      "10.0.0.5",
      "a list opens nothing",
    ],
    [
      "http://cms.example/",
      { allowHosts: ["cms.example"] },
      "IP_REFUSED",
      "10.0.0.5",
      "nor for a name",
    ],
    [
      "http://localhost/",
      { allowHosts: ["localhost"] },
      "HOST_REFUSED",
      "127.0.0.1",
      "nor localhost",
    ],
    ["http://site.example:22/", { ports: [22] }, "PORT_REFUSED", SITE, "nor a port"],
  ] satisfies [string, WorkspaceRules, Outcome, string, string][]
).map(
  ([url, rules, expected, dials, reason]): GuardCase => ({
    id: `workspace ${JSON.stringify(rules)} for ${url}`,
    class: "workspace",
    url,
    dns: DNS,
    rules,
    expected,
    connections: expected === "allow" ? 1 : 0,
    dials,
    reason,
    rfc: "",
  }),
);

const hop: GuardCase = {
  id: "workspace rules on the second hop",
  class: "workspace",
  url: "https://site.example/",
  dns: { ...DNS, "denied.example": [["93.184.215.15"]] },
  redirects: { "https://site.example/": { status: 302, location: "https://denied.example/" } },
  rules: { denyHosts: ["denied.example"] },
  expected: "HOST_NOT_ALLOWED",
  connections: 1,
  dials: "93.184.215.15",
  reason: "the rules hold on every hop",
  rfc: "",
};

export const RULE_CASES: readonly GuardCase[] = [...opened, ...narrowed, hop];
