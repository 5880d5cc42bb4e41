import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import * as image from "@/app/(public)/uploads/[uploadId]/route";
import * as upload from "@/app/api/v1/workspaces/[workspaceId]/uploads/[uploadId]/route";
import * as uploads from "@/app/api/v1/workspaces/[workspaceId]/uploads/route";
import { newId } from "@/lib/platform/id";
import { callRoute, givenWorkspace, type World } from "@/test/world";
import { hostedConnector } from "./hosted-connector";
import { sharedImageUrl, uploadPath } from "./image-address";

type Json = Record<string, unknown>;
const json = async (response: Response) => (await response.json()) as Json;

let png: Uint8Array<ArrayBuffer>;
let world: World;

beforeAll(async () => {
  const picture = sharp({ create: { width: 30, height: 10, channels: 3, background: "teal" } });
  png = Uint8Array.from(await picture.png().toBuffer());
  world = await givenWorkspace();
});

const send = (body: BodyInit, query = "?alt=A%20ship", headers: Record<string, string> = {}) =>
  callRoute(uploads.POST, { world, rawBody: body, query, headers });
const given = async () => String((await json(await send(png)))["id"]);
const look = (uploadId: string, as?: World, query = "") =>
  callRoute(image.GET, { params: { uploadId }, query, ...(as === undefined ? {} : { world: as }) });

/** Publishes a page of the workspace that shows an image, in the given state. */
async function publish(owner: World, uploadId: string, kind: "draft" | "published") {
  const article = newId();
  await owner.inWorkspace((tx) =>
    tx.article.create({
      data: {
        ownerWorkspaceId: owner.actor.workspaceId,
        id: article,
        title: "Ships",
        brief: { topic: "Ships" },
        createdBy: owner.actor.userId,
      },
    }),
  );
  const path = uploadPath(uploadId);
  const document = {
    ...{ key: article, title: "Ships", slug: `ships-${article}`, description: "" },
    ...{ html: `<p><img src="${path}" alt="A ship"></p>`, markdown: "", language: null },
    ...{ authorName: null, revision: 1, revisionHash: "00" },
    images: [
      { id: uploadId, path, url: path, mediaType: "image/png", extension: "png", alt: "A ship" },
    ],
  };
  const connector = hostedConnector(owner.actor.workspaceId);
  await connector.create(document, { kind }, AbortSignal.timeout(5_000));
}

describe("sending an image", () => {
  it.each([
    ["an SVG that calls itself a PNG", "<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"],
    ["a page", "<!doctype html><script>alert(1)</script>", "image/jpeg"],
  ])("415: %s", async (_name, body, type) => {
    const response = await send(body, "?alt=x", { "content-type": type });
    expect([response.status, (await json(response))["code"]]).toEqual([415, "unsupported_image"]);
  });

  it("400: without words that stand for it", async () => {
    const response = await send(png, "?alt=%20");
    expect([response.status, (await json(response))["code"]]).toEqual([400, "invalid_query"]);
  });

  it("413: more bytes than are taken", async () => {
    const response = await send(new Uint8Array(10 * 1024 * 1024 + 1));
    expect(response.status).toBe(413);
  });

  it("201: by what it is, whatever the Content-Type says", async () => {
    const response = await send(png, "?alt=A%20ship", { "content-type": "text/html" });
    expect(response.status).toBe(201);
    const body = await json(response);
    expect(body).toMatchObject({ media_type: "image/png", width: 30, height: 10, alt: "A ship" });
    expect(body["url"]).toBe(`/uploads/${String(body["id"])}`);
  });

  it("409 for another image or other words under one key; the same is stored once", async () => {
    const headers = { "idempotency-key": newId() };
    const first = await send(png, "?alt=A%20ship", headers);
    const again = await send(png, "?alt=A%20ship", headers);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await json(again)).toEqual(await json(first));
    expect((await send(png, "?alt=A%20boat", headers)).status).toBe(409);
  });
});

describe("who sees an image", () => {
  it("404 alike: a missing one, and one that no page shows, for the public and for another workspace", async () => {
    const id = await given();
    const stranger = await givenWorkspace();
    const answers = [await look(newId()), await look(id), await look(id, stranger)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await look(id, undefined, "?key=guess")).status).toBe(404);
  });

  it("404: a draft does not make it public, nor does another workspace's page that names it", async () => {
    const id = await given();
    await publish(world, id, "draft");
    await publish(await givenWorkspace(), id, "published");
    expect((await look(id)).status).toBe(404);
  });

  it("members see it, and no shared cache keeps it", async () => {
    const response = await look(await given(), world);
    expect([response.status, response.headers.get("cache-control")]).toEqual([
      200,
      "private, max-age=300",
    ]);
  });

  it("the public sees it once a page of its workspace shows it, as an image and nothing else", async () => {
    const id = await given();
    await publish(world, id, "published");
    const response = await look(id);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
  });

  it("the holder of a webhook's address sees that one image", async () => {
    const [id, other] = [await given(), await given()];
    const { search } = new URL(sharedImageUrl(id));
    expect((await look(id, undefined, search)).status).toBe(200);
    expect((await look(other, undefined, search)).status).toBe(404);
  });
});

describe("deleting an image", () => {
  const remove = (uploadId: string, as = world) =>
    callRoute(upload.DELETE, { world: as, method: "DELETE", params: { uploadId } });

  it("404: another workspace's", async () => {
    expect((await remove(await given(), await givenWorkspace())).status).toBe(404);
  });

  it("409: one that a page shows", async () => {
    const id = await given();
    await publish(world, id, "published");
    const response = await remove(id);
    expect([response.status, (await json(response))["code"]]).toEqual([409, "upload_in_use"]);
  });

  it("204: it is gone from the list and from its address", async () => {
    const id = await given();
    expect((await remove(id)).status).toBe(204);
    expect((await look(id, world)).status).toBe(404);
    const listed = await json(await callRoute(uploads.GET, { world, query: "?limit=200" }));
    expect(JSON.stringify(listed)).not.toContain(id);
  });
});
