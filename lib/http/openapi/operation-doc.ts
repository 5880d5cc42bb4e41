import type { z } from "zod";
import type { Handler, Method } from "@/lib/http/route-shape";
import type { ErrorCode } from "@/lib/platform/errors";

/** What the body of an answer is. */
export type Answer =
  | { readonly kind: "json"; readonly schema: z.ZodType }
  /** A list that is asked for with `limit` and `cursor`, or one that always comes whole. */
  | { readonly kind: "page" | "list"; readonly item: z.ZodType }
  | { readonly kind: "bytes"; readonly mediaType: string; readonly says: string }
  | { readonly kind: "nothing" };

interface QueryDoc {
  readonly name: string;
  readonly says: string;
  readonly isRequired?: boolean;
  readonly values?: readonly string[];
}

/** What is said of an operation beyond what its handler enforces. */
export interface OperationDoc {
  readonly id: string;
  readonly summary: string;
  readonly status: number;
  readonly answer: Answer;
  readonly query?: readonly QueryDoc[];
  /** Request headers beyond the ones that follow from the handler. */
  readonly headers?: readonly { readonly name: string; readonly says: string }[];
  /** Ways to fail beyond those that follow from the handler. */
  readonly errors?: readonly ErrorCode[];
}

/** One address: its route module, and a word on each of its methods. */
export interface PathDoc {
  /** Below /api/v1, with variable parts as `{workspace_id}`. */
  readonly path: string;
  readonly tag: string;
  readonly handlers: Readonly<Record<Method, Handler>>;
  readonly operations: Partial<Readonly<Record<Method, OperationDoc>>>;
}

export const json = (schema: z.ZodType): Answer => ({ kind: "json", schema });
export const page = (item: z.ZodType): Answer => ({ kind: "page", item });
export const list = (item: z.ZodType): Answer => ({ kind: "list", item });
export const nothing: Answer = { kind: "nothing" };
