import type { Hook } from "@/prisma/generated/client";

export type HookEventType = "article.published" | "article.updated" | "article.unpublished";

/** What a hook is told: the body of a call, and what a program reads from its standard input. */
export interface HookEvent {
  readonly type: HookEventType;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly data: {
    readonly publication_id: string;
    readonly article_id: string;
    readonly destination_id: string;
    readonly revision: number;
    readonly title: string;
    readonly slug: string;
    /** The public address of the copy; null where the destination told none. */
    readonly url: string | null;
  };
}

/** One delivery that is being made. `id` stays the same over all its attempts. */
export interface HookCall {
  readonly id: string;
  readonly hook: Hook;
  readonly event: HookEvent;
}

/**
 * What came of an attempt. `again`: worth another; `never`: another would end the same way;
 * `gone`: the receiver wants no more calls; `busy`: nothing was tried, because too much goes on already.
 */
export interface HookOutcome {
  readonly verdict: "done" | "again" | "never" | "gone" | "busy";
  /** The status of an HTTP answer, where there was one. */
  readonly status: number | null;
  /** A sentence for a person. */
  readonly detail: string;
  readonly retryAfterMs?: number;
  /** Only of the kind "command", where the program was started. */
  readonly program?: ProgramReport;
}

/** What a program was given and how it ended. Kept with the attempt, and shown to the owners of the workspace. */
export interface ProgramReport {
  /** The program's file and every argument. */
  readonly argv: string[];
  /** Null when a signal ended it. */
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether it wrote more than is kept. */
  readonly is_cut: boolean;
}

/** Makes one attempt. A failure is an outcome; what it throws is a bug. */
export type Attempt = (call: HookCall, signal: AbortSignal) => Promise<HookOutcome>;
