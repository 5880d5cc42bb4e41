import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/id";

const PARAM_NAMES = [
  "workspaceId",
  "memberId",
  "invitationId",
  "sessionId",
  "articleId",
  "sourceId",
  "snapshotId",
  "number",
  "runId",
  "destinationId",
  "publicationId",
  "hookId",
  "deliveryId",
  "indexNowKey",
  "uploadId",
  "transactionId",
  "invoiceId",
  "workspaceSlug",
] as const;

/** The variable parts of a path. One that a route does not have is empty. */
export type Params = Readonly<Record<(typeof PARAM_NAMES)[number], string>>;

export interface RouteContext {
  /** Next.js gives an address without variable parts none. */
  params: Promise<Record<string, string | string[] | undefined> | undefined>;
}

/** Ids are UUIDs and numbers are short: everything else names nothing that exists. @throws AppError not_found */
export async function readParams(context: RouteContext): Promise<Params> {
  const given = (await context.params) ?? {};
  const entries = PARAM_NAMES.map((name) => {
    const value = given[name];
    if (value === undefined) return [name, ""] as const;
    if (typeof value !== "string" || !isWellFormedParam(name, value)) {
      throw new AppError("not_found");
    }
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as Params;
}

function isWellFormedParam(name: (typeof PARAM_NAMES)[number], value: string): boolean {
  if (name === "number") return /^[1-9]\d{0,8}$/.test(value);
  if (name === "indexNowKey") return /^[A-Za-z0-9-]{8,128}$/.test(value);
  return name === "workspaceSlug" ? /^[a-z0-9-]{1,40}$/.test(value) : isId(value);
}
