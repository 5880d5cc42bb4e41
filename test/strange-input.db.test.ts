import { DOMParser } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonLd } from "@/app/(public)/p/[workspaceSlug]/[pageSlug]/json-ld";
import * as feed from "@/app/(public)/p/[workspaceSlug]/feed.xml/route";
import * as sitemap from "@/app/(public)/p/[workspaceSlug]/sitemap.xml/route";
import * as revisions from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/revisions/route";
import * as sourceFiles from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/source-files/route";
import * as sources from "@/app/api/v1/workspaces/[workspaceId]/articles/[articleId]/sources/route";
import * as articles from "@/app/api/v1/workspaces/[workspaceId]/articles/route";
import { approveRevision, getRevision, saveRevision } from "@/lib/pipeline";
import {
  INSTRUCTIONS_CHARS_MAX,
  MARKDOWN_CHARS_MAX,
  SOURCE_FILE_BYTES_MAX,
  SOURCE_TEXT_CHARS_MAX,
  SOURCES_PER_ARTICLE_MAX,
} from "@/lib/pipeline/schema";
import { findHostedPage, findHostedSite, type HostedPageView } from "@/lib/publishing";
import { drain } from "./drive";
import { givenApproved, givenArticle, requestPublication } from "./stories";
import { callRoute, givenWorkspace, type World } from "./world";

type Json = Record<string, unknown>;

/** What the tests ask of a parsed document. */
interface Root {
  querySelector(selector: string): { readonly textContent: string } | null;
  querySelectorAll(selector: string): { readonly length: number };
}

const KILOBYTE = 1_000;
const long = (chars: number) => "tide ".repeat(chars / 5);
const paste = { title: "Tides", text: "The tide rises." };

/** What the workspace holds that any of the refused bodies could have added to. */
const countAll = (world: World) =>
  world.inWorkspace(async (tx) => [
    await tx.article.count(),
    await tx.source.count(),
    await tx.sourceUpload.count(),
    await tx.revision.count(),
    await tx.auditEvent.count(),
  ]);

async function read(response: Response): Promise<{ status: number; code: unknown; body: Json }> {
  const body = (await response.json()) as Json;
  return { status: response.status, code: body["code"], body };
}

describe("a brief that is too long", () => {
  it.each([
    ["a topic of 200 kB", { topic: long(200 * KILOBYTE) }, "brief.topic"],
    [
      "instructions of 200 kB",
      { topic: "Tides", instructions: long(200 * KILOBYTE) },
      "brief.instructions",
    ],
    [
      "instructions of one character too many",
      { topic: "Tides", instructions: "x".repeat(INSTRUCTIONS_CHARS_MAX + 1) },
      "brief.instructions",
    ],
    ["a keyword of 200 kB", { topic: "Tides", keywords: [long(200 * KILOBYTE)] }, "brief.keywords"],
    [
      "21 sources",
      { topic: "Tides", sources: Array.from({ length: SOURCES_PER_ARTICLE_MAX + 1 }, () => paste) },
      "brief.sources",
    ],
  ])("400 for %s: a sentence says where, and nothing is stored", async (_name, brief, path) => {
    const world = await givenWorkspace();
    const before = await countAll(world);
    const answer = await read(await callRoute(articles.POST, { world, body: { brief } }));
    expect([answer.status, answer.code]).toEqual([400, "invalid_body"]);
    const [error] = answer.body["errors"] as { path: string; message: string }[];
    expect(error?.path.startsWith(path)).toBe(true);
    expect(error?.message).toMatch(/^[A-Z].*\d/);
    expect(await countAll(world)).toEqual(before);
  });

  it("201 for instructions of exactly the limit", async () => {
    const world = await givenWorkspace();
    const brief = { topic: "Tides", instructions: "x".repeat(INSTRUCTIONS_CHARS_MAX) };
    expect((await callRoute(articles.POST, { world, body: { brief } })).status).toBe(201);
  });
});

describe("a text or a file that is too long", () => {
  let world: World;
  let articleId: string;
  beforeAll(async () => {
    world = await givenWorkspace();
    articleId = await givenArticle(world);
  });

  it.each([
    ["one character more than a revision holds", MARKDOWN_CHARS_MAX + 1, 400, "invalid_body"],
    ["more than a JSON body holds", 1_100_000, 413, "body_too_large"],
  ])("a text of %s: %i characters are %i", async (_name, chars, status, code) => {
    const before = await countAll(world);
    const body = { title: "Tides", markdown: "x".repeat(chars), base_revision: 0 };
    const answer = await read(
      await callRoute(revisions.POST, { world, params: { articleId }, body }),
    );
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.body["detail"]).toMatch(/At most [\d,]+ (?:characters|KiB)\./);
    expect(await countAll(world)).toEqual(before);
  });

  it("400 for a pasted source of one character too many", async () => {
    const before = await countAll(world);
    const body = { title: "Tides", text: "x".repeat(SOURCE_TEXT_CHARS_MAX + 1) };
    const answer = await read(
      await callRoute(sources.POST, { world, params: { articleId }, body }),
    );
    expect([answer.status, answer.code]).toEqual([400, "invalid_body"]);
    expect(await countAll(world)).toEqual(before);
  });

  it.each([
    ["declared", true],
    ["not declared", false],
  ])("413 for a file of 11 MiB, its length %s", async (_name, isDeclared) => {
    const before = await countAll(world);
    const bytes = new Uint8Array(SOURCE_FILE_BYTES_MAX + 1024 * 1024);
    const answer = await read(
      await callRoute(sourceFiles.POST, {
        world,
        params: { articleId },
        query: "?file_name=tides.txt",
        rawBody: bytes,
        headers: isDeclared ? { "content-length": String(bytes.length) } : {},
      }),
    );
    expect([answer.status, answer.code]).toEqual([413, "body_too_large"]);
    expect(answer.body["detail"]).toBe("At most 10240 KiB.");
    expect(await countAll(world)).toEqual(before);
  });
});

const TITLES = [
  'Tides </script><script>alert("1")</script>',
  "Tides ]]> & <!-- <b> -->",
  "مد وجزر البحر",
  "Tides 🌊👩‍👩‍👧‍👦 at night",
  "Tides \u202Edesrever\u202C",
];

describe.each(TITLES)("an article named %j", (title) => {
  let world: World;
  let page: HostedPageView;
  const slug = () => ({ workspaceSlug: world.slug });
  const xmlOf = async (response: Response) => {
    const text = await response.text();
    return { text, root: new DOMParser().parseFromString(text, "text/xml") as unknown as Root };
  };

  beforeAll(async () => {
    world = await givenWorkspace();
    const articleId = await givenApproved(world);
    const { markdown } = await getRevision(world.actor, articleId, 2);
    await saveRevision(world.actor, articleId, { title, markdown, base_revision: 2 });
    await approveRevision(world.actor, articleId, { revision: 3, decision: "approve" });
    await requestPublication(world, articleId);
    await drain(world);
    const site = await findHostedSite(world.slug);
    const found = await findHostedPage(world.slug, site?.pages[0]?.slug ?? "");
    if (found === null) throw new Error("The page is not there.");
    page = found.page;
  });

  it("has that title on its page", () => {
    expect(page.title).toBe(title);
  });

  it("has it in the feed, as text and not as markup", async () => {
    const params = slug();
    const { text, root } = await xmlOf(await callRoute(feed.GET, { params }));
    expect(root.querySelector("item > title")?.textContent).toBe(title);
    expect(root.querySelector("item > link")?.textContent).toBe(page.url);
    expect(root.querySelectorAll("item > title > *")).toHaveLength(0);
    expect(text).not.toMatch(/<\/?(?:script|b)>|<!--|]]>/);
  });

  it("is in the sitemap under an address that a browser can open", async () => {
    const { root } = await xmlOf(await callRoute(sitemap.GET, { params: slug() }));
    const address = root.querySelector("loc")?.textContent ?? "";
    expect(address).toBe(page.url);
    expect(new URL(address).href).toBe(address);
    expect(address).toMatch(/^[\x21-\x7e]+$/);
  });

  it("has it in its JSON-LD, which no title can end", () => {
    const text = jsonLd({ name: title, url: "http://localhost:3000/p/x" }, page);
    expect(text).not.toMatch(/[<&]/);
    expect(JSON.parse(text)).toMatchObject({ headline: title, publisher: { name: title } });
  });
});

it("a long topic that has an emoji at the place where the title is cut keeps whole characters", async () => {
  const world = await givenWorkspace();
  const topic = `${"x".repeat(199)}🌊 and more`;
  const response = await callRoute(articles.POST, { world, body: { brief: { topic } } });
  const { title } = (await response.json()) as { title: string };
  expect(title).not.toContain("\uFFFD");
  expect(title.isWellFormed()).toBe(true);
});
