import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as openapi from "@/app/api/v1/openapi.json/route";
import { LEDGER_FILTER_NAMES } from "@/lib/billing";
import { METHODS, type Method, type RouteShape } from "@/lib/http/route-shape";
import { OUTBOUND_FILTER_NAMES } from "@/lib/outbound-log";
import { ERROR_CODES } from "@/lib/platform/errors";

// Guarantee: the document says what the handlers do, no more and no less.

const ROOT = "app/api/v1";

interface Operation {
  readonly operationId: string;
  readonly security?: unknown[];
  readonly parameters?: { readonly name?: string; readonly in?: string; readonly $ref?: string }[];
  readonly requestBody?: { readonly content: Record<string, { schema?: { $ref: string } }> };
  readonly responses: Record<string, unknown>;
}

interface PathItem extends Partial<Record<Lowercase<Method>, Operation>> {
  readonly parameters?: {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
  }[];
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, PathItem>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

interface RouteFile {
  readonly path: string;
  readonly source: string;
  readonly shapes: Partial<Record<Method, RouteShape>>;
}

const get = (headers: Record<string, string> = {}) =>
  openapi.GET(new Request("http://localhost:3000/api/v1/openapi.json", { headers }), {
    params: Promise.resolve(undefined),
  });
const document = (await (await get()).json()) as Document;

/** Every route module of the version, as the folders have it. */
async function findRoutes(): Promise<RouteFile[]> {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => file === "route.ts" || file.endsWith("/route.ts"))
    .map((file) => join(ROOT, file));
  return Promise.all(
    files.map(async (file) => {
      const module = (await import(join(process.cwd(), file))) as Record<
        string,
        { shape?: RouteShape }
      >;
      const shapes = METHODS.flatMap((method) => {
        const shape = module[method]?.shape;
        return shape === undefined ? [] : [[method, shape] as const];
      });
      return {
        path: addressOf(file),
        source: readFileSync(file, "utf8"),
        shapes: Object.fromEntries(shapes),
      };
    }),
  );
}

/** The address that Next.js serves a file under, with `{workspace_id}` for `[workspaceId]`. */
function addressOf(file: string): string {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `/${file.replace(/^app\//, "").replace(/\/route\.ts$/, "")}`.replace(
    /\[(\w+)\]/g,
    (_, name: string) => `{${snake(name)}}`,
  );
}

const routes = await findRoutes();
const operationOf = (path: string, method: string): Operation | undefined =>
  document.paths[path]?.[method.toLowerCase() as Lowercase<Method>];

const cases = routes.flatMap((route) =>
  Object.entries(route.shapes).map(([method, shape]) => ({
    name: `${method} ${route.path}`,
    route,
    shape,
    operation: operationOf(route.path, method),
  })),
);
const named = <One extends { name: string }>(all: readonly One[]) =>
  all.map((one) => [one.name, one] as const);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => operationOf(path, method) !== undefined).map((method) => ({
    name: `${method} ${path}`,
    path,
    item,
    operation: operationOf(path, method),
  })),
);

function refsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === "$ref" ? [String(member)] : refsOf(member),
  );
}

function resolve(ref: string): unknown {
  return ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[key],
      document as unknown,
    );
}

describe("the OpenAPI document", () => {
  it("names every method of every route, and none that is not there", () => {
    const inFolders = cases.map(({ name }) => name).sort();
    expect(inFolders.length).toBeGreaterThan(60);
    expect(operations.map(({ name }) => name).sort()).toEqual(inFolders);
  });

  it("has no reference that leads nowhere", () => {
    const refs = refsOf(document);
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter((ref) => !ref.startsWith("#/") || resolve(ref) === undefined)).toEqual([]);
  });

  it("gives every operation an id of its own", () => {
    const ids = operations.map(({ operation }) => operation?.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names every error code that an answer may carry", () => {
    expect(document.components.schemas["Problem"]).toMatchObject({
      properties: { code: { enum: ERROR_CODES } },
    });
  });

  it.each(named(operations))(
    "%s declares each variable part of its path",
    (_name, { path, item }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (item.parameters ?? []).filter((parameter) => parameter.required);
      expect(declared.map((parameter) => [parameter.in, parameter.name])).toEqual(
        inPath.map((name) => ["path", name]),
      );
    },
  );

  it.each(named(cases))(
    "%s takes the body that its handler parses",
    (_name, { shape, operation }) => {
      const content = operation?.requestBody?.content ?? {};
      if (shape.body === null) {
        expect(Object.keys(content)).toEqual(shape.fileBytesMax === null ? [] : ["*/*"]);
        return;
      }
      const { $schema: _, ...expected } = z.toJSONSchema(shape.body, { io: "input" });
      expect(resolve(content["application/json"]?.schema?.$ref ?? "")).toEqual(expected);
    },
  );

  it.each(named(cases))("%s says who may call it, and whether a key is honoured", (_name, one) => {
    const { shape, operation } = one;
    expect(operation?.security).toEqual(shape.access === "public" ? [] : undefined);
    const refs = refsOf(operation?.parameters);
    expect(refs.includes("#/components/parameters/IdempotencyKey")).toBe(shape.isIdempotent);
  });

  it.each(named(cases))("%s names the query parameters that its handler reads", (_name, one) => {
    const { source } = one.route;
    const read = [...source.matchAll(/query\.get\("(\w+)"\)/g)].map(([, name]) => name ?? "");
    if (source.includes("fileNameOf(")) read.push("file_name");
    if (source.includes("parseLedgerFilter(")) read.push(...LEDGER_FILTER_NAMES);
    if (source.includes("parseOutboundFilter(")) read.push(...OUTBOUND_FILTER_NAMES);
    const all = Object.keys(one.route.shapes).flatMap(
      (method) => operationOf(one.route.path, method)?.parameters ?? [],
    );
    const said = all.filter((parameter) => parameter.in === "query").map(({ name }) => name ?? "");
    expect([...new Set(said)].sort()).toEqual([...new Set(read)].sort());
  });

  it("may be kept, and is not sent again to who has it", async () => {
    const first = await get();
    expect(first.headers.get("cache-control")).toMatch(/^public, max-age=\d+$/);
    const again = await get({ "if-none-match": first.headers.get("etag") ?? "" });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("is of OpenAPI 3.1", () => {
    expect(document.openapi).toBe("3.1.0");
  });
});
