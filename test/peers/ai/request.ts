import type { IncomingMessage } from "node:http";
import type { AiPeerRequest } from "./types";

const GOOGLE_MODEL = /\/models\/([^:/]+):/;

/** Reads a request in any of the vendors' formats. */
export function readPeerRequest(incoming: IncomingMessage, text: string): AiPeerRequest {
  const path = incoming.url ?? "/";
  const body = parseBody(text);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  const named = at(body, "model");
  const texts = ["system", "systemInstruction", "messages", "input", "contents"];
  return {
    method: incoming.method ?? "GET",
    path,
    headers,
    body,
    model: typeof named === "string" ? named : (GOOGLE_MODEL.exec(path)?.[1] ?? ""),
    prompt: textsIn(texts.map((name) => at(body, name))),
    wantsJson: asksForJson(body),
  };
}

/** The value at a path of keys, or undefined where the path ends early. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) current = isRecord(current) ? current[key] : undefined;
  return current;
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  if (text === "") return {};
  const body: unknown = JSON.parse(text);
  return isRecord(body) ? body : {};
}

/** Every string under a `text` or `content` key, or in a list, in order. */
function textsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    return value
      .map(textsIn)
      .filter((text) => text !== "")
      .join("\n");
  }
  if (!isRecord(value)) return "";
  return textsIn(["text", "content", "parts"].map((name) => at(value, name)));
}

function asksForJson(body: Readonly<Record<string, unknown>>): boolean {
  return [
    isRecord(at(body, "response_format")),
    at(body, "text", "format", "type") === "json_schema",
    at(body, "generationConfig", "responseMimeType") === "application/json",
    isRecord(at(body, "output_config", "format")),
    isRecord(at(body, "output_format")),
    usesJsonTool(body),
  ].includes(true);
}

/** Anthropic's older models are asked for JSON by way of a tool. */
export function usesJsonTool(body: Readonly<Record<string, unknown>>): boolean {
  const tools = at(body, "tools");
  return Array.isArray(tools) && tools.some((tool) => at(tool, "name") === "json");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
