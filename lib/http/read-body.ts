import type { z } from "zod";
import { AppError, type FieldError } from "@/lib/platform/errors";
import { parseStrictJson } from "./strict-json";

/** A JSON body is text that people typed or programs built: one megabyte is a lot of it. */
export const JSON_BYTES_MAX = 1024 * 1024;
/** The largest body of any request; the guard in server.ts ends longer ones before they get here. */
export const BODY_BYTES_MAX = 10 * 1024 * 1024;
const FIELD_ERRORS_MAX = 10;

/** A JSON body that was read and fits the schema, with its bytes for the idempotency fingerprint. */
export interface JsonBody<Output> {
  readonly input: Output;
  readonly bytes: Uint8Array;
}

/**
 * Reads a body as JSON of a shape.
 * @throws AppError unsupported_media_type | body_too_large | invalid_json | invalid_body
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<JsonBody<z.output<Schema>>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(?:\s*;\s*charset=(?:"utf-8"|utf-8))?\s*$/i.test(type)) {
    throw new AppError("unsupported_media_type", { detail: "Send application/json." });
  }
  const bytes = await readBytes(request, JSON_BYTES_MAX);
  const parsed = schema.safeParse(parseStrictJson(bytes));
  if (parsed.success) return { input: parsed.data, bytes };
  const errors = fieldErrors(parsed.error);
  const [first] = errors;
  throw new AppError("invalid_body", {
    detail:
      first === undefined
        ? "The body is not valid."
        : `${first.path === "" ? "body" : first.path}: ${first.message}`,
    errors,
  });
}

/**
 * Reads a body of at most `bytesMax` bytes, counting while it arrives: a length that a client declares
 * is only believed when it is too large.
 * @throws AppError body_too_large
 */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get("content-length") ?? "0");
  if (declared > bytesMax) throw tooLarge(bytesMax);
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    total += chunk.length;
    if (total > bytesMax) throw tooLarge(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total);
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("body_too_large", { detail: `At most ${Math.floor(bytesMax / 1024)} KiB.` });
}

function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, FIELD_ERRORS_MAX).flatMap((issue) => {
    const path = issue.path.map(String).join(".").slice(0, 200);
    if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
    return issue.keys.slice(0, FIELD_ERRORS_MAX).map((key) => ({
      path: [path, key.slice(0, 64)].filter((part) => part !== "").join("."),
      message: "There is no such field.",
    }));
  });
}
