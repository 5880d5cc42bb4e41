/** Every way a request may fail that a client can react to. The table is the whole list. */
const ERRORS = {
  invalid_json: { status: 400, title: "The body is not the JSON that this call takes." },
  invalid_body: { status: 400, title: "The body does not have the expected shape." },
  invalid_query: { status: 400, title: "A query parameter is not valid." },
  invalid_request: { status: 400, title: "The request is not valid." },
  invalid_signature: { status: 400, title: "The signature is not valid." },
  unauthenticated: { status: 401, title: "Sign in to continue." },
  invalid_credentials: { status: 401, title: "The e-mail address or the password is not right." },
  refresh_token_reused: { status: 401, title: "This refresh token was used before." },
  insufficient_funds: { status: 402, title: "The wallet does not hold enough for this." },
  budget_exceeded: { status: 402, title: "This would go over the budget of the run." },
  forbidden: { status: 403, title: "Your role does not allow this." },
  signup_closed: { status: 403, title: "Sign-up is by invitation here." },
  cross_origin: { status: 403, title: "The request came from another site." },
  not_attested: {
    status: 404,
    title: "The ledger was not attested since this workspace began. It is attested once a day.",
  },
  not_found: { status: 404, title: "There is nothing here." },
  method_not_allowed: { status: 405, title: "This address does not take that method." },
  email_taken: { status: 409, title: "There is an account with this e-mail address." },
  code_taken: { status: 409, title: "There is a code like this." },
  promo_used: { status: 409, title: "This workspace has used the code already." },
  promo_expired: { status: 422, title: "This code is not valid any more." },
  promo_exhausted: { status: 422, title: "This code has been used as often as it may be." },
  slug_taken: { status: 409, title: "This name is taken." },
  idempotency_conflict: {
    status: 409,
    title: "The idempotency key was used with another body.",
  },
  revision_conflict: { status: 409, title: "The article was changed since you opened it." },
  not_approved: { status: 409, title: "This revision is not approved." },
  checks_failed: { status: 409, title: "A blocking check has not passed." },
  run_in_progress: { status: 409, title: "A run of this article is in progress." },
  wrong_state: { status: 409, title: "This can't be done in the present state." },
  last_owner: { status: 409, title: "A workspace needs an owner." },
  body_too_large: { status: 413, title: "The request body is too large." },
  unsupported_media_type: { status: 415, title: "This call does not take that media type." },
  unsupported_image: { status: 415, title: "This file is not an image that is taken here." },
  image_too_large: { status: 422, title: "The image has too many pixels." },
  upload_in_use: { status: 409, title: "An article or a page shows this image." },
  password_pwned: { status: 422, title: "The password is known from a data breach." },
  password_too_short: { status: 422, title: "The password is too short." },
  model_not_priced: { status: 422, title: "There is no price for this model." },
  writer_unavailable: { status: 422, title: "This writer is not set up here." },
  payments_unavailable: { status: 422, title: "Payments are not set up here." },
  no_sources: { status: 422, title: "The article has no source that can be read." },
  command_not_allowed: {
    status: 422,
    title: "The operator of this installation does not allow this program.",
  },
  outbound_refused: { status: 422, title: "This address can't be called from here." },
  unprocessable: { status: 422, title: "This can't be processed." },
  throttled: { status: 429, title: "Too many attempts. Try again later." },
  internal: { status: 500, title: "Something went wrong on our side." },
  unavailable: { status: 503, title: "A part of AutoInk does not answer." },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Every code that an answer may carry, for the OpenAPI document. */
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

/** One thing that is wrong with the input, and where. `path` is a JSON path without the `$.`. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

interface AppErrorOptions {
  /** Shown to the client. Never holds a secret, an address, or a row of another workspace. */
  detail?: string;
  errors?: readonly FieldError[];
  /** Logged, never sent. */
  cause?: unknown;
  retryAfterSeconds?: number;
  /** Response headers that belong to the refusal, such as Allow. */
  headers?: Readonly<Record<string, string>>;
}

/** An expected failure that ends the request. Anything else that is thrown is a bug: a 500. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(`${code}: ${options.detail ?? ERRORS[code].title}`, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers ?? {};
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get title(): string {
    return ERRORS[this.code].title;
  }
}

/** Ends a switch over a closed union. Adding a member without handling it fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${String(value)}`);
}
