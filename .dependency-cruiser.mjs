const DOMAINS =
  "identity|workspaces|pipeline|pricing|publishing|billing|reconciliation|mvps|audit|outbound|outbound-log";
const CORES = "crypto|safenet|ledger|markdown";

const VENDORS =
  "anthropic|openai|google|deepseek|perplexity|xai|openai-compatible|wordpress|ghost|webhook|stripe|dataforseo";

// Top to bottom. A layer may import itself and the layers below it, never one above.
export const LAYERS = [
  { name: "app", path: "^(app/|(middleware|instrumentation|server|worker)[.]ts$)" },
  { name: "border", path: "^lib/(http|jobs)/" },
  { name: "domain", path: `^lib/(${DOMAINS})/` },
  { name: "adapters", path: "^lib/adapters/" },
  { name: "core", path: `^lib/(${CORES})/` },
  { name: "platform", path: "^lib/platform/" },
  { name: "prisma", path: "^prisma/" },
];
const GENERATED = "^prisma/generated/";
const TESTS = "([.](test|fixture)[.]tsx?$|^test/|^e2e/)";
const CODE = "^(app|lib|prisma|middleware[.]ts|instrumentation[.]ts|server[.]ts|worker[.]ts)";

const layersPointDown = LAYERS.slice(1).map(({ name, path }, i) => ({
  name: `${name}-imports-nothing-above`,
  comment: "Move the shared part down, or pass it in as an argument.",
  severity: "error",
  from: { path, pathNot: TESTS },
  to: { path: LAYERS.slice(0, i + 1).map((layer) => layer.path) },
}));

/** A capability that one folder owns. Elsewhere the module may not be imported at all. */
const owned = (name, owner, modules, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: CODE, pathNot: [owner, TESTS] },
  to: { path: modules, dependencyTypesNot: ["type-only"] },
});
const npm = (...names) => `node_modules/(${names.join("|")})/`;
const core = (...names) => `^(node:)?(${names.join("|")})$`;

export default {
  forbidden: [
    ...layersPointDown,
    owned(
      "only-safenet-dials",
      "^(lib/safenet/|server[.]ts$|lib/http/(guard|client-address)[.]ts$)",
      [
        npm("undici", "got", "axios"),
        core("http", "https", "http2", "net", "tls", "dns", "dns/promises", "dgram"),
      ],
      "Outbound requests go through lib/safenet: it is what keeps them off private networks.",
    ),
    owned(
      "only-crypto-has-primitives",
      "^lib/crypto/",
      [npm("@node-rs/argon2", "otpauth"), core("crypto")],
      "Call a named function of lib/crypto; algorithms and sizes are chosen there once.",
    ),
    owned(
      "only-platform-opens-the-database",
      "^(lib/platform/(db|queue|notify)[.]ts$|prisma/)",
      ["^prisma/generated/", npm("@prisma/client", "@prisma/adapter-pg", "pg", "pg-boss")],
      "Take a Tx, or call inTransaction. Types may be imported from anywhere.",
    ),
    owned(
      "only-hooks-start-processes",
      "^lib/publishing/hooks/",
      [core("child_process", "worker_threads", "cluster")],
      "A child process is started in one place, with an argv array and no shell.",
    ),
    {
      name: "framework-stays-at-the-border",
      comment: "Domains and core run in the worker and in tests, where there is no request.",
      severity: "error",
      from: { path: "^lib/", pathNot: ["^lib/http/", TESTS] },
      to: { path: npm("next", "react", "react-dom", "next-auth") },
    },
    {
      name: "folder-has-one-door",
      comment: "Import from the folder's index.ts, or from its schema.ts in client components.",
      severity: "error",
      from: { path: "^(app/|lib/([^/]+)/)", pathNot: "^test/" },
      to: {
        path: `^lib/(${DOMAINS}|${CORES})/`,
        pathNot: ["^lib/$2/", "^lib/[^/]+/(index|schema)[.]ts$"],
      },
    },
    {
      name: "borders-go-through-domains",
      comment: "A page, route or job calls a verb; the verb decides what it takes to do it.",
      severity: "error",
      from: { path: "^(app|lib/(http|jobs))/", pathNot: TESTS },
      to: { path: "^lib/(adapters|safenet|ledger)/" },
    },
    {
      name: "adapters-stay-in-their-folder",
      comment: "An adapter speaks a vendor's language. It has no rows and knows no other port.",
      severity: "error",
      from: { path: "^lib/adapters/([^/]+)/", pathNot: TESTS },
      to: { path: "^lib/(adapters/|platform/db[.]ts$)", pathNot: "^lib/adapters/$1/" },
    },
    {
      name: "vendors-do-not-know-each-other",
      comment: "What two vendors share stands in a file of its own.",
      severity: "error",
      from: { path: `^lib/adapters/[^/]+/(${VENDORS})[.]ts$`, pathNot: TESTS },
      to: { path: `^lib/adapters/[^/]+/(${VENDORS})[.]ts$` },
    },
    {
      name: "adapters-are-chosen-by-kind",
      comment: "Ask the folder's index for the adapter of a kind; don't name a vendor.",
      severity: "error",
      from: { path: `^lib/(${DOMAINS})/`, pathNot: TESTS },
      to: { path: "^lib/adapters/", pathNot: "/(index|port)[.]ts$" },
    },
    {
      name: "cores-stand-alone",
      comment: "Each core can be read, tested and audited by itself. All may use lib/crypto.",
      severity: "error",
      from: { path: `^lib/(${CORES})/`, pathNot: TESTS },
      to: { path: `^lib/(${CORES})/`, pathNot: ["^lib/$1/", "^lib/crypto/"] },
    },
    {
      name: "schema-runs-anywhere",
      comment: "schema.ts reaches the browser: zod and other schema files only.",
      severity: "error",
      from: { path: "^lib/[^/]+/schema[.]ts$" },
      to: { pathNot: [npm("zod"), "^lib/[^/]+/schema[.]ts$"] },
    },
    {
      name: "browser-code-sees-schemas-only",
      comment:
        "Whatever else a client component needs, its page passes in as props. lib/markdown runs anywhere.",
      severity: "error",
      from: { path: "^app/.*[.]client[.]tsx$" },
      to: {
        path: "^(lib|prisma)/",
        pathNot: "^lib/([^/]+/schema|markdown/index)[.]ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-circular",
      severity: "error",
      from: { pathNot: GENERATED },
      to: { circular: true },
    },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-test-code-in-production",
      severity: "error",
      from: { path: CODE, pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: "no-dev-dependency-in-production",
      severity: "error",
      from: { path: CODE, pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "e2e-is-a-stranger",
      comment: "Playwright suites know the product as a user does.",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: "^(app|lib)/" },
    },
    {
      name: "core-is-reached-by-a-test",
      severity: "error",
      from: { path: "[.]test[.]ts$" },
      to: { path: `^lib/(${CORES})/`, pathNot: TESTS, reachable: false },
    },
  ],
  required: [
    {
      name: "route-goes-through-the-wrapper",
      comment: "The wrapper is where sessions, limits, strict parsing and problem+json happen.",
      severity: "error",
      module: { path: "^app/.*/route[.]ts$" },
      to: { path: "^lib/http/(route|webhook)[.]ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^[.]next/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
