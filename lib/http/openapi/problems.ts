import type { RouteShape } from "@/lib/http/route-shape";
import { AppError, ERROR_CODES, type ErrorCode } from "@/lib/platform/errors";
import type { OperationDoc } from "./operation-doc";
import { type JsonSchema, refTo } from "./schemas";

/** Problem details (RFC 9457), as every refusal is written. */
export const PROBLEM_SCHEMA: JsonSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "request_id"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    detail: { type: "string", description: "For people. It may change; `code` does not." },
    code: { type: "string", enum: ERROR_CODES },
    request_id: { type: "string", format: "uuid" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: {
          path: { type: "string", description: "Where in the body, such as `brief.topic`." },
          message: { type: "string" },
        },
      },
    },
  },
};

/** How an operation may refuse, by status: what follows from its handler, and what its verb adds. */
export function problemResponses(
  shape: RouteShape,
  isWrite: boolean,
  operation: OperationDoc,
): Record<string, JsonSchema> {
  const codes = new Set([...codesOf(shape, isWrite, operation), ...(operation.errors ?? [])]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = new AppError(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus]
    .sort(([first], [second]) => first - second)
    .map(([status, of]) => [String(status), problemResponse(of.map(sentence).join(" "))] as const);
  return { ...Object.fromEntries(entries), default: { $ref: "#/components/responses/Problem" } };
}

export function problemResponse(description: string): JsonSchema {
  return {
    description,
    headers: { "X-Request-Id": { $ref: "#/components/headers/RequestId" } },
    content: { "application/problem+json": { schema: { $ref: refTo("Problem") } } },
  };
}

function sentence(code: ErrorCode): string {
  return `\`${code}\`: ${new AppError(code).title}`;
}

function codesOf(shape: RouteShape, isWrite: boolean, operation: OperationDoc): ErrorCode[] {
  const codes: ErrorCode[] = [];
  if (shape.body !== null) codes.push("invalid_json", "invalid_body", "unsupported_media_type");
  if (shape.body !== null || shape.fileBytesMax !== null) codes.push("body_too_large");
  if (operation.answer.kind === "page") codes.push("invalid_query");
  if (shape.isIdempotent) codes.push("invalid_request", "idempotency_conflict");
  if (shape.access !== "public") codes.push("unauthenticated");
  if (isWrite) codes.push("cross_origin");
  if (shape.access === "member") codes.push("not_found");
  return codes;
}
