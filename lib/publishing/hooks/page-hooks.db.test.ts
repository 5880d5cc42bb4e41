import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/(public)/p/[workspaceSlug]/indexnow/[indexNowKey]/route";
import { newId } from "@/lib/platform/id";
import { drain } from "@/test/drive";
import { givenApproved, requestPublication } from "@/test/stories";
import { callRoute, givenWorkspace, type World } from "@/test/world";
import { createHook } from "./create-hook";
import { findDeliveries } from "./find-deliveries";
import { attempt, givenDelivery, publishedAt, type Received, startReceiver } from "./hooks.fixture";

const PAGE = "https://example.org/tides";
let answer: Parameters<typeof startReceiver>[0];
let world: World;
let site: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  site = await startReceiver((request: Received) => answer(request));
  vi.stubEnv("INDEXNOW_BASE_URL", site.url);
  world = await givenWorkspace();
});
afterEach(() => site.received.splice(0));
afterAll(() => {
  site.close();
  vi.unstubAllEnvs();
});

describe("IndexNow", () => {
  it.each([
    [200, "delivered", "IndexNow took the address."],
    [202, "delivered", "IndexNow took the address; it looks at the key file before it uses it."],
    [400, "failed", "IndexNow could not read the request."],
    [403, "failed", "IndexNow did not find the key on the site"],
    [422, "failed", "IndexNow says that the address is not of the key's site"],
    [429, "queued", "IndexNow was told of too many addresses"],
    [503, "queued", "IndexNow answered with status 503."],
    [404, "failed", "IndexNow answered with status 404."],
  ])("that answers %i leaves the delivery %s", async (status, expected, words) => {
    answer = () => ({ status });
    const told = await givenDelivery(world, { kind: "indexnow" });
    const delivery = await attempt(world, told);
    expect(delivery).toMatchObject({ status: expected, response_status: status });
    expect(delivery.detail).toContain(words);
    const [request] = site.received;
    expect(request?.path).toBe("/indexnow");
    expect(JSON.parse(request?.body ?? "")).toEqual({
      host: "example.org",
      key: told.hook.key,
      urlList: [PAGE],
    });
  });

  it("is told where a page that AutoInk serves has its key, and finds it there", async () => {
    const hook = await createHook(world.actor, newId(), { kind: "indexnow" });
    const ignored = await createHook(world.actor, newId(), {
      kind: "indexnow",
      key: "another-key",
    });
    await requestPublication(world, await givenApproved(world));
    await drain(world);
    const { data } = await findDeliveries(world.actor, hook.id, { limit: 2, after: null });
    expect(data.map(({ event, status }) => [event, status])).toEqual([
      ["article.published", "queued"],
    ]);
    answer = () => ({ status: 200 });
    await attempt(world, { hook, deliveryId: data[0]?.id ?? "" });
    const { keyLocation, urlList } = JSON.parse(site.received[0]?.body ?? "") as Record<
      string,
      unknown
    >;
    expect(urlList).toEqual([expect.stringContaining(`/p/${world.slug}/`)]);
    expect(keyLocation).toMatch(new RegExp(`/p/${world.slug}/${hook.key}\\.txt$`));

    const fileOf = (key: string | null, workspaceSlug = world.slug) =>
      callRoute(GET, { params: { workspaceSlug, indexNowKey: key ?? "" } });
    const file = await fileOf(hook.key);
    expect([file.status, await file.text()]).toEqual([200, hook.key]);
    expect((await fileOf(ignored.key)).status).toBe(200);
    expect((await fileOf("no-such-key")).status).toBe(404);
    expect((await fileOf(hook.key, (await givenWorkspace()).slug)).status).toBe(404);
    expect((await fileOf("../../etc")).status).toBe(404);
  });
});

describe("a check of the sitemap", () => {
  const pages = (...urls: string[]) =>
    `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join("")}</urlset>`;

  async function check(
    files: Readonly<Record<string, { status: number; body?: string | Uint8Array }>>,
  ) {
    answer = ({ path }) => files[path] ?? { status: 404 };
    const url = `${site.url}/sitemap.xml`;
    const told = await givenDelivery(world, { kind: "sitemap-check", url }, publishedAt(PAGE));
    return { told, delivery: await attempt(world, told) };
  }

  it("finds the page in a packed sitemap of an index", async () => {
    const child = `${site.url}/posts.xml.gz`;
    const { delivery } = await check({
      "/sitemap.xml": {
        status: 200,
        body: `<sitemapindex><sitemap><loc>${site.url}/gone.xml</loc><lastmod>2027</lastmod></sitemap><sitemap><loc>${child}</loc></sitemap></sitemapindex>`,
      },
      "/posts.xml.gz": { status: 200, body: gzipSync(pages(PAGE)) },
    });
    expect(delivery).toMatchObject({
      status: "delivered",
      detail: "The sitemap lists the published address.",
    });
  });

  it("looks again within the hour and then says that the page is not there", async () => {
    const { told, delivery: first } = await check({
      "/sitemap.xml": { status: 200, body: pages("https://example.org/") },
    });
    expect(first).toMatchObject({
      status: "queued",
      detail: "The sitemap does not list the published address.",
    });
    const pauses: number[] = [];
    let last = first;
    while (last.next_attempt_at !== null) {
      pauses.push((Date.parse(last.next_attempt_at) - Date.parse(last.updated_at)) / 60_000);
      last = await attempt(world, told);
    }
    expect(last).toMatchObject({ status: "failed", attempts: 5 });
    const hour = pauses.reduce((sum, pause) => sum + pause, 0);
    expect(hour).toBeGreaterThanOrEqual(59);
    expect(hour).toBeLessThan(75);
  });

  it.each([
    ["an error", { status: 500 }, "The sitemap's address answered with status 500."],
    ["a page", { status: 200, body: "<html></html>" }, "The address has no sitemap in XML."],
    [
      "a bomb",
      { status: 200, body: gzipSync(Buffer.alloc(11 * 1024 * 1024, " ")) },
      "The sitemap is too large to be read.",
    ],
    [
      "half a file",
      { status: 200, body: gzipSync(pages(PAGE)).subarray(0, 30) },
      "The packed sitemap can't be unpacked.",
    ],
  ])("that meets %s says so and looks again", async (_what, file, detail) => {
    const { delivery } = await check({ "/sitemap.xml": file });
    expect(delivery).toMatchObject({ status: "queued", detail });
  });
});
