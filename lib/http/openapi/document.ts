import type { z } from "zod";
import { SESSION_COOKIE } from "@/lib/http/request-context";
import { LIMIT_DEFAULT, LIMIT_MAX } from "@/lib/platform/page";
import { pathItem } from "./operation";
import type { PathDoc } from "./operation-doc";
import { PROBLEM_SCHEMA, problemResponse } from "./problems";
import { type JsonSchema, nameSchemas, toJsonSchemas } from "./schemas";

/** Below this stands every address of the version. */
export const API_PREFIX = "/api/v1";

const PARAMETERS = {
  Limit: {
    name: "limit",
    in: "query",
    description: "How many entries a page has at most.",
    schema: { type: "integer", minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT },
  },
  Cursor: {
    name: "cursor",
    in: "query",
    description:
      "`next_cursor` of the page before. Pages stay as they were while entries are added.",
    schema: { type: "string" },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "The same key with the same body replays the first answer; with another body it is 409 `idempotency_conflict`.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  },
  RequestId: {
    name: "X-Request-Id",
    in: "header",
    description: "A UUID that the answer and the log carry; one is made when there is none.",
    schema: { type: "string", format: "uuid" },
  },
} as const;

const HEADERS = {
  RequestId: {
    description: "The id of this request, as in the log.",
    schema: { type: "string", format: "uuid" },
  },
  IdempotentReplayed: {
    description: "Present when this is the stored answer of an earlier request with this key.",
    schema: { type: "string", const: "true" },
  },
} as const;

const SECURITY_SCHEMES = {
  bearer: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token of `POST /api/v1/auth/token`. It lives for seven days.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "The dashboard's session. Writes with it must come from the same origin.",
  },
} as const;

/**
 * The OpenAPI 3.1 document of the given addresses. Bodies are the schemas that the handlers parse with;
 * `views` are the answers that have a name of their own.
 */
export function openApiDocument(
  paths: readonly PathDoc[],
  views: Readonly<Record<string, z.ZodType>>,
): JsonSchema {
  const names = nameSchemas(paths, views);
  const nameOf = (schema: unknown): string => {
    const name = names.inputs.get(schema as z.ZodType) ?? names.outputs.get(schema as z.ZodType);
    if (name === undefined) throw new Error("A schema of the document has no name.");
    return name;
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "AutoInk",
      version: "1",
      summary: "From an approved brief to a published page, with sources, gates and receipts.",
      description:
        "Money is nano-US-dollars as decimal text in fields that end in `_nanos`. Ids are UUIDs, times are RFC 3339 in UTC. A body with a field that does not exist is refused.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }, { session: [] }],
    tags: [...new Set(paths.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: Object.fromEntries(
      paths.map((doc) => [`${API_PREFIX}${doc.path}`, pathItem(doc, nameOf)]),
    ),
    components: {
      schemas: { ...toJsonSchemas(names), Problem: PROBLEM_SCHEMA },
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: { Problem: problemResponse("Any other refusal, in the same form.") },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}
