import { z } from "zod";
import type { Answer, PathDoc } from "./operation-doc";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where each schema stands in the document: its name under `components.schemas`. */
interface SchemaNames {
  readonly inputs: ReadonlyMap<z.ZodType, string>;
  readonly outputs: ReadonlyMap<z.ZodType, string>;
}

/** Names every body that a handler parses and every answer that is described. */
export function nameSchemas(
  paths: readonly PathDoc[],
  views: Readonly<Record<string, z.ZodType>>,
): SchemaNames {
  const inputs = new Map<z.ZodType, string>();
  const outputs = new Map(Object.entries(views).map(([name, schema]) => [schema, name]));
  for (const { handlers, operations } of paths) {
    for (const [method, operation] of Object.entries(operations)) {
      const name = `${operation.id.charAt(0).toUpperCase()}${operation.id.slice(1)}`;
      const body = handlers[method as keyof typeof handlers].shape?.body ?? null;
      if (body !== null && !inputs.has(body)) inputs.set(body, `${name}Body`);
      const answer = schemaOf(operation.answer);
      if (answer !== null && !outputs.has(answer)) outputs.set(answer, `${name}Answer`);
    }
  }
  return { inputs, outputs };
}

function schemaOf(answer: Answer): z.ZodType | null {
  switch (answer.kind) {
    case "json":
      return answer.schema;
    case "page":
    case "list":
      return answer.item;
    case "bytes":
    case "nothing":
      return null;
  }
}

/** The named schemas as JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
export function toJsonSchemas(names: SchemaNames): Record<string, JsonSchema> {
  return { ...convert(names.inputs, "input"), ...convert(names.outputs, "output") };
}

function convert(
  names: ReadonlyMap<z.ZodType, string>,
  io: "input" | "output",
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: refTo,
    override: ({ jsonSchema }) => {
      if (io === "output") loosen(jsonSchema);
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _, $schema: __, ...schema }]) => [name, schema]),
  );
}

/** An answer may get more fields in time, and its formats need no pattern: nobody checks it but readers. */
function loosen(schema: {
  additionalProperties?: unknown;
  format?: string;
  pattern?: string;
}): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.format !== undefined) delete schema.pattern;
}

/** Where a named schema stands. */
export function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}
