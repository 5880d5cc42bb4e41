import { z } from "zod";
import type { AiRequest } from "./port";
import type { UsageBound } from "./prices";

export type InputEstimate = Pick<UsageBound, "inputBytes" | "messages">;

/** What the clients and vendors may add to ask for JSON: instructions, or a tool with its own system text. */
const SCHEMA_OVERHEAD_BYTES = 2048;

/**
 * How large a request is at most, for upperBoundNanos. The schema counts twice: some vendors get it as a
 * parameter and again in the prompt.
 */
export function estimateInput(
  request: Pick<AiRequest, "system" | "prompt" | "schema">,
): InputEstimate {
  const schemaBytes =
    request.schema === undefined
      ? 0
      : 2 * utf8Bytes(JSON.stringify(z.toJSONSchema(request.schema))) + SCHEMA_OVERHEAD_BYTES;
  return {
    inputBytes: utf8Bytes(request.system) + utf8Bytes(request.prompt) + schemaBytes,
    messages: request.schema === undefined ? 2 : 3,
  };
}

function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
