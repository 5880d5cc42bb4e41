import { type APIResponse, expect, test } from "@playwright/test";

// Guarantee: whatever is asked of the API, in whatever way, the answer carries the security headers and
// an id, hides what made it, and claims no limit that is not kept.

interface Document {
  readonly paths: Record<string, Record<string, unknown>>;
}

const ID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const MISSING = "01900000-0000-7000-8000-000000000000";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const EXPECTED = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-xss-protection": "0",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
};

function requireHeaders(name: string, response: APIResponse): void {
  const headers = response.headers();
  const said = Object.fromEntries(Object.keys(EXPECTED).map((key) => [key, headers[key]]));
  expect(said, name).toEqual(EXPECTED);
  expect(headers["x-request-id"], `${name}: X-Request-Id`).toMatch(ID);
  const claims = Object.keys(headers).filter((key) => key.includes("ratelimit"));
  expect(claims, `${name} claims a limit`).toEqual([]);
  const makers = ["server", "x-powered-by"].filter((key) => headers[key] !== undefined);
  expect(makers, `${name} says what made it`).toEqual([]);
}

test("every address of the API, with every method", async ({ request }) => {
  const { paths } = (await (await request.get("/api/v1/openapi.json")).json()) as Document;
  expect(Object.keys(paths).length).toBeGreaterThan(50);
  for (const [path, item] of Object.entries(paths)) {
    const address = path.replace("{number}", "1").replaceAll(/\{\w+\}/g, MISSING);
    for (const method of METHODS) {
      const response = await request.fetch(address, { method });
      const name = `${method} ${path}: ${response.status()}`;
      requireHeaders(name, response);
      expect(response.status(), name).toBeLessThan(500);
      const isThere = item[method === "HEAD" ? "get" : method.toLowerCase()] !== undefined;
      expect(response.status() === 405, name).toBe(!isThere);
      if (!isThere) expect(response.headers()["allow"], name).toMatch(/^[A-Z, ]+$/);
    }
  }
});

test("what is refused, and what is not there", async ({ request }) => {
  const json = { "content-type": "application/json" };
  const long = Buffer.alloc(11 * 1024 * 1024, "x");
  const answers: [status: number, name: string, response: APIResponse][] = [
    [404, "no such address", await request.get("/api/v1/nothing")],
    [404, "no such version", await request.get("/api/v9/me")],
    [400, "no JSON", await request.post("/api/v1/auth/token", { headers: json, data: "{" })],
    [
      415,
      "another media type",
      await request.post("/api/v1/auth/token", {
        headers: { "content-type": "text/plain" },
        data: "{}",
      }),
    ],
    [
      403,
      "another site",
      await request.post("/api/v1/auth/token", {
        headers: { ...json, origin: "https://evil.example" },
        data: "{}",
      }),
    ],
  ];
  const redirected = await request.get("/api/v1/me/", { maxRedirects: 0 });
  answers.push([308, "a slash at the end", redirected]);
  for (const [status, name, response] of answers) {
    expect(response.status(), name).toBe(status);
    requireHeaders(name, response);
  }
  const path = `/api/v1/workspaces/${MISSING}/articles/${MISSING}/source-files?file_name=a.txt`;
  const refused = await request.post(path, { data: long });
  expect(refused.status()).toBe(413);
  requireHeaders("a file of 11 MiB", refused);
});

test("an id that a client gives comes back, and only if it is one", async ({ request }) => {
  const ask = async (id: string): Promise<string | undefined> =>
    (await request.get("/api/v1/me", { headers: { "x-request-id": id } })).headers()[
      "x-request-id"
    ];
  expect(await ask(MISSING)).toBe(MISSING);
  expect(await ask("<script>")).toMatch(ID);
});
