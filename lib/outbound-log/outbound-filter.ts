import { PURPOSES, type Purpose } from "@/lib/outbound";
import { choiceOf } from "@/lib/platform/choice";
import { AppError } from "@/lib/platform/errors";
import type { Prisma } from "@/prisma/generated/client";

/** How a call ended: an answer came; AutoInk refused it; it failed; or it went on although it would be refused. */
export const OUTBOUND_VERDICTS = ["allowed", "refused", "failed", "would_refuse"] as const;
export type OutboundVerdict = (typeof OUTBOUND_VERDICTS)[number];

/** What AutoInk calls other servers for. */
export const OUTBOUND_PURPOSES = PURPOSES;
export type OutboundPurpose = Purpose;

export interface OutboundFilter {
  readonly verdict: OutboundVerdict | undefined;
  readonly purpose: OutboundPurpose | undefined;
  /** A part of the host's name. */
  readonly host: string | undefined;
}

/** The parameters of a query that narrow the log. */
export const OUTBOUND_FILTER_NAMES = ["verdict", "purpose", "host"] as const;

const HOST_CHARS_MAX = 253;

/** The filter that a query says. What is empty or absent narrows nothing. @throws AppError invalid_query */
export function parseOutboundFilter(query: URLSearchParams): OutboundFilter {
  const given = (name: (typeof OUTBOUND_FILTER_NAMES)[number]) => (query.get(name) ?? "").trim();
  const host = given("host").toLowerCase();
  if (host.length > HOST_CHARS_MAX) throw invalid(`host has at most ${HOST_CHARS_MAX} characters.`);
  return {
    verdict: choiceOf("verdict", OUTBOUND_VERDICTS, given("verdict")),
    purpose: choiceOf("purpose", OUTBOUND_PURPOSES, given("purpose")),
    host: host === "" ? undefined : host,
  };
}

/** The filter as a condition on rows. */
export function whereOf({
  verdict,
  purpose,
  host,
}: OutboundFilter): Prisma.OutboundRequestWhereInput {
  return {
    ...(verdict === undefined ? {} : { verdict }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(host === undefined ? {} : { host: { contains: host } }),
  };
}

function invalid(detail: string): AppError {
  return new AppError("invalid_query", { detail });
}
