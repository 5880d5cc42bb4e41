/** One thing that is wrong with the input, and where: `path` is a JSON path such as `brief.topic`. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** A refusal: RFC 9457 problem details, or a failure to reach the server told in the same shape. */
export interface ApiProblem {
  readonly type: string;
  readonly title: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly detail?: string;
  /** Stable and snake_case. Own codes: `network`, `timeout`, `aborted`, `unexpected_answer`. */
  readonly code: string;
  readonly requestId?: string;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
}

type LocalCode = "network" | "timeout" | "aborted" | "unexpected_answer";

const LOCAL_TITLES: Readonly<Record<LocalCode, string>> = {
  network:
    "We could not reach AutoInk. Check your connection and try again; what you typed is still here.",
  timeout:
    "AutoInk took too long to answer. It may still be working on it; look again in a minute.",
  aborted: "This was stopped before it was sent.",
  unexpected_answer: "AutoInk gave an answer we do not understand. Reload the page and look again.",
};

/** A problem that the browser met, not the server. */
export function localProblem(code: LocalCode, status = 0): ApiProblem {
  return { type: "about:blank", title: LOCAL_TITLES[code], status, code, errors: [] };
}

/**
 * Reads problem details out of an answer (RFC 9457, section 3.1). Members that are absent or of the
 * wrong type are left out, as the RFC asks of clients.
 */
export function toProblem(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const members: Partial<Record<Member, unknown>> = isRecord(body) ? body : {};
  const title = text(members.title);
  if (title === undefined) return localProblem("unexpected_answer", status);
  const detail = text(members.detail);
  const requestId = text(members.request_id);
  const seconds = retryAfter === null ? Number.NaN : Number.parseInt(retryAfter, 10);
  return {
    type: text(members.type) ?? "about:blank",
    title,
    status,
    code: text(members.code) ?? "unexpected_answer",
    errors: fieldProblems(members.errors),
    ...(detail === undefined ? {} : { detail }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(Number.isNaN(seconds) ? {} : { retryAfterSeconds: seconds }),
  };
}

/** The problem in one or two sentences, for a person. */
export function problemSentence(problem: ApiProblem): string {
  const sentence = problem.detail ?? problem.title;
  if (problem.retryAfterSeconds === undefined) return sentence;
  return `${sentence} You can try again in ${waitWords(problem.retryAfterSeconds)}.`;
}

const SECONDS_PER_MINUTE = 60;

function waitWords(seconds: number): string {
  if (seconds <= 1) return "a second";
  if (seconds < 2 * SECONDS_PER_MINUTE) return `${seconds} seconds`;
  return `${Math.ceil(seconds / SECONDS_PER_MINUTE)} minutes`;
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [];
    const message = text(entry.message);
    return message === undefined ? [] : [{ path: text(entry.path) ?? "", message }];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

type Member = "type" | "title" | "detail" | "code" | "request_id" | "errors" | "path" | "message";

function isRecord(value: unknown): value is Partial<Record<Member, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
