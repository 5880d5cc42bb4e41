import { METHODS, type Method, type RouteShape } from "@/lib/http/route-shape";
import type { Answer, OperationDoc, PathDoc } from "./operation-doc";
import { problemResponses } from "./problems";
import { type JsonSchema, refTo } from "./schemas";

type NameOf = (schema: unknown) => string;

/** The operations of an address: those methods, and only those, that its handlers take. */
export function pathItem(doc: PathDoc, nameOf: NameOf): JsonSchema {
  const operations = METHODS.flatMap((method) => {
    const { shape } = doc.handlers[method];
    const operation = doc.operations[method];
    if (shape === undefined || operation === undefined) return [];
    return [[method.toLowerCase(), toOperation(doc, method, shape, operation, nameOf)] as const];
  });
  return { ...pathParameters(doc.path), ...Object.fromEntries(operations) };
}

/** Declared once per address, because every method of it has them. */
function pathParameters(path: string): JsonSchema {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema:
      name === "number" ? { type: "integer", minimum: 1 } : { type: "string", format: "uuid" },
  }));
  return parameters.length === 0 ? {} : { parameters };
}

function toOperation(
  doc: PathDoc,
  method: Method,
  shape: RouteShape,
  operation: OperationDoc,
  nameOf: NameOf,
): JsonSchema {
  const parameters = parametersOf(shape, operation);
  const body = requestBody(shape, nameOf);
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [doc.tag],
    ...(shape.access === "public" ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: body }),
    responses: {
      [String(operation.status)]: response(shape, operation, nameOf),
      ...problemResponses(shape, method !== "GET", operation),
    },
  };
}

function parametersOf(shape: RouteShape, operation: OperationDoc): JsonSchema[] {
  const shared = [
    ...(operation.answer.kind === "page" ? ["Limit", "Cursor"] : []),
    ...(shape.isIdempotent ? ["IdempotencyKey"] : []),
    "RequestId",
  ];
  const query = (operation.query ?? []).map(({ name, says, isRequired = false, values }) => ({
    name,
    in: "query",
    required: isRequired,
    description: says,
    schema: { type: "string", ...(values === undefined ? {} : { enum: values }) },
  }));
  const headers = (operation.headers ?? []).map(({ name, says }) => ({
    name,
    in: "header",
    description: says,
    schema: { type: "string" },
  }));
  const refs = shared.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  return [...query, ...headers, ...refs];
}

function requestBody(shape: RouteShape, nameOf: NameOf): JsonSchema | null {
  if (shape.body !== null) {
    const schema = { $ref: refTo(nameOf(shape.body)) };
    return { required: true, content: { "application/json": { schema } } };
  }
  if (shape.fileBytesMax === null) return null;
  const description = `The file itself, at most ${shape.fileBytesMax} bytes.`;
  return { required: true, description, content: { "*/*": {} } };
}

function response(shape: RouteShape, operation: OperationDoc, nameOf: NameOf): JsonSchema {
  const replayed = { "Idempotent-Replayed": { $ref: "#/components/headers/IdempotentReplayed" } };
  return {
    description: descriptionOf(operation.answer),
    headers: {
      "X-Request-Id": { $ref: "#/components/headers/RequestId" },
      ...(shape.isIdempotent ? replayed : {}),
    },
    ...contentOf(operation.answer, nameOf),
  };
}

function descriptionOf(answer: Answer): string {
  switch (answer.kind) {
    case "json":
      return "What was asked for.";
    case "page":
      return "One page of the list, and the cursor of the next one.";
    case "list":
      return "The whole list.";
    case "bytes":
      return answer.says;
    case "nothing":
      return "Done. There is no body.";
  }
}

function contentOf(answer: Answer, nameOf: NameOf): JsonSchema {
  switch (answer.kind) {
    case "json":
      return jsonContent({ $ref: refTo(nameOf(answer.schema)) });
    case "page":
      return jsonContent(listOf(nameOf(answer.item), ["string", "null"]));
    case "list":
      return jsonContent(listOf(nameOf(answer.item), "null"));
    case "bytes":
      return { content: { [answer.mediaType]: {} } };
    case "nothing":
      return {};
  }
}

function jsonContent(schema: JsonSchema): JsonSchema {
  return { content: { "application/json": { schema } } };
}

function listOf(name: string, cursorType: string | readonly string[]): JsonSchema {
  return {
    type: "object",
    required: ["data", "next_cursor"],
    properties: {
      data: { type: "array", items: { $ref: refTo(name) } },
      next_cursor: { type: cursorType },
    },
  };
}
