export type SafenetErrorKind = "refused" | "dns" | "network" | "limit" | "caller";

interface ErrorRow {
  readonly kind: SafenetErrorKind;
  readonly retryable: boolean;
  readonly publicMessage: string;
}

const row = (kind: SafenetErrorKind, publicMessage: string, retryable = false): ErrorRow => ({
  kind,
  retryable,
  publicMessage,
});

const NOT_PUBLIC =
  "This address is not on the public web, so it is not called; use a public address, or ask the person who runs this installation to allow it.";
const SLOW = "The site took too long to answer; try again later.";
const NO_NAME = "No site has this name; check the spelling.";
const BAD_ANSWER = "The site sent an answer that can't be read; check that the address is right.";
const OFF = "The site could not be reached; check the address or try again later.";

/** Every way an outbound request may fail. The public sentences name no address and no internal host. */
const ERRORS = {
  URL_INVALID: row("refused", "This is not a valid web address; check the spelling."),
  SCHEME_REFUSED: row("refused", "Use an address that starts with https://."),
  CREDENTIALS_REFUSED: row("refused", "Remove the user name and password from the address."),
  PORT_REFUSED: row("refused", "This port is not allowed; use the site's usual address."),
  METHOD_REFUSED: row("refused", "This kind of request is not allowed here."),
  HOST_REFUSED: row("refused", NOT_PUBLIC),
  HOST_NOT_ALLOWED: row(
    "refused",
    "The outbound rules do not allow this site; use another one, or ask an owner of the workspace to change the rules.",
  ),
  IP_REFUSED: row("refused", NOT_PUBLIC),
  SELF_REFUSED: row(
    "refused",
    "This address belongs to this installation itself; use another one.",
  ),
  REDIRECT_INVALID: row("refused", "The site redirects to an address that is not valid."),
  REDIRECT_REFUSED: row(
    "refused",
    "The site redirects elsewhere; enter the address it redirects to.",
  ),
  DOWNGRADE_REFUSED: row(
    "refused",
    "The site redirects from https to http; ask its owner for an https address.",
  ),
  TOO_MANY_REDIRECTS: row("refused", "The site redirects too often; enter the final address."),
  DNS_NOT_FOUND: row("dns", NO_NAME),
  DNS_EMPTY: row("dns", NO_NAME),
  DNS_MALFORMED: row("dns", OFF),
  DNS_TIMEOUT: row("dns", "The name of the site could not be looked up; try again later.", true),
  DNS_FAILED: row("dns", OFF),
  CONNECT_FAILED: row("network", OFF, true),
  CONNECT_TIMEOUT: row("network", SLOW, true),
  PEER_MISMATCH: row("network", OFF),
  TLS_FAILED: row("network", "The site's certificate is not valid; ask its owner to renew it."),
  PROTOCOL_ERROR: row("network", BAD_ANSWER),
  HEADERS_TIMEOUT: row("limit", SLOW, true),
  BODY_TIMEOUT: row("limit", SLOW, true),
  TOTAL_TIMEOUT: row("limit", SLOW, true),
  HEADERS_TOO_LARGE: row("limit", BAD_ANSWER),
  RESPONSE_TOO_LARGE: row("limit", "The answer is too large; use a smaller page or file."),
  ENCODING_REFUSED: row("limit", BAD_ANSWER),
  REQUEST_TOO_LARGE: row("limit", "This is too large to send."),
  ABORTED: row("caller", "The request was cancelled."),
} as const satisfies Record<string, ErrorRow>;

export type SafenetErrorCode = keyof typeof ERRORS;

/** Whether a text is the code of a SafenetError. */
export function isSafenetErrorCode(text: string): text is SafenetErrorCode {
  return Object.hasOwn(ERRORS, text);
}

/** The sentence for people that belongs to a code. */
export function publicMessageOf(code: SafenetErrorCode): string {
  return ERRORS[code].publicMessage;
}

/** Facts for the operator's log, such as the address. Never shown to a workspace. */
export type SafenetErrorDetails = Readonly<Record<string, string | number>>;

interface SafenetErrorOptions {
  readonly hop?: number;
  readonly sent?: boolean;
  readonly details?: SafenetErrorDetails;
  readonly cause?: unknown;
}

/** An outbound request that was refused or failed. `publicMessage` is for people, `details` for the log. */
export class SafenetError extends Error {
  readonly code: SafenetErrorCode;
  readonly kind: SafenetErrorKind;
  /** 0 for the first address, 1 for the first redirect, and so on. */
  readonly hop: number;
  readonly retryable: boolean;
  /** Whether any byte of the request may have reached the other side: its outcome is then unknown. */
  readonly sent: boolean;
  readonly publicMessage: string;
  readonly details: SafenetErrorDetails;

  constructor(code: SafenetErrorCode, options: SafenetErrorOptions = {}) {
    super(code, { cause: options.cause });
    this.name = "SafenetError";
    this.code = code;
    this.kind = ERRORS[code].kind;
    this.retryable = ERRORS[code].retryable;
    this.publicMessage = ERRORS[code].publicMessage;
    this.hop = options.hop ?? 0;
    this.sent = options.sent ?? false;
    this.details = options.details ?? {};
  }

  /** The same failure, placed at a hop of a request. */
  at(hop: number, sent: boolean): SafenetError {
    return new SafenetError(this.code, {
      hop,
      sent,
      details: this.details,
      cause: this.cause ?? this,
    });
  }
}

const UNDICI_CODES: Readonly<Record<string, SafenetErrorCode>> = {
  UND_ERR_HEADERS_TIMEOUT: "HEADERS_TIMEOUT",
  UND_ERR_BODY_TIMEOUT: "BODY_TIMEOUT",
  UND_ERR_HEADERS_OVERFLOW: "HEADERS_TOO_LARGE",
  HPE_HEADER_OVERFLOW: "HEADERS_TOO_LARGE",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "RESPONSE_TOO_LARGE",
};

/** Any failure of the HTTP layer as a SafenetError. What has no code of its own is PROTOCOL_ERROR. */
export function toSafenetError(error: unknown): SafenetError {
  if (error instanceof SafenetError) return error;
  const code = UNDICI_CODES[errorCode(error)] ?? "PROTOCOL_ERROR";
  return new SafenetError(code, { cause: error, details: { reason: errorCode(error) } });
}

/** The `code` of a Node error, or an empty string. */
export function errorCode(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}

const CLOSED_CODES: readonly unknown[] = ["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"];

/** Whether a failure says that the other side closed the connection. */
export function isClosedByPeer(error: unknown): boolean {
  return error instanceof SafenetError && CLOSED_CODES.includes(error.details["reason"]);
}
