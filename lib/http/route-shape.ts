import type { z } from "zod";
import type { RouteContext } from "./path-params";

/** What a route takes, as its wrapper enforces it. The OpenAPI document is made from this. */
export interface RouteShape {
  /** Who may call it: anybody, whoever is signed in, or members of the workspace in the path. */
  readonly access: "public" | "user" | "member";
  /** The very schema that the body is parsed with; null when no JSON is taken. */
  readonly body: z.ZodType | null;
  /** The largest file that is taken as the body; null when none is. */
  readonly fileBytesMax: number | null;
  /** Whether Idempotency-Key is honoured. */
  readonly isIdempotent: boolean;
}

export interface Handler {
  (request: Request, context: RouteContext): Promise<Response>;
  /** Missing on a handler that only refuses. */
  readonly shape?: RouteShape;
}

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

interface ShapeInput {
  readonly body?: z.ZodType;
  readonly fileBytesMax?: number;
  readonly isIdempotent?: boolean;
}

/** What a wrapper was given, as the shape that stands beside its handler. */
export function shapeOf(access: RouteShape["access"], input: ShapeInput): RouteShape {
  const { body = null, fileBytesMax = null, isIdempotent = false } = input;
  return { access, body, fileBytesMax, isIdempotent };
}
