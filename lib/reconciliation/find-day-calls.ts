import { z } from "zod";
import { type Principal, requireOperator } from "@/lib/identity";
import { type Tx, withSystem } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { addDays, startOf } from "@/lib/platform/utc-day";
import { judgeCall } from "./judge-call";
import { parseDay, parseProvider } from "./parse-query";
import { findDays } from "./provider-days";
import type { Provider, VendorCallView } from "./schema";

interface Row {
  id: string;
  slug: string;
  articleId: string;
  runId: string;
  step: string;
  model: string | null;
  finishedAt: Date;
  usage: unknown;
  listedNanos: bigint | null;
  reportedNanos: bigint | null;
  costNanos: bigint | null;
}

/**
 * The calls behind our figure of a day, over all workspaces, in the order in which they began. Where the figure is of
 * a longer time, the calls are as well. @throws AppError forbidden | invalid_query
 */
export async function findDayCalls(
  principal: Principal,
  query: { readonly provider: string; readonly day: string },
  page: PageQuery,
): Promise<Page<VendorCallView>> {
  requireOperator(principal);
  const provider = parseProvider(query.provider);
  const day = parseDay(query.day);
  const rows = await withSystem(async (tx) => {
    const known = await findDays(tx, provider, { from: day, until: addDays(day, 1) });
    const { fromTime, untilTime } = known.get(day) ?? {};
    const from = fromTime ?? startOf(day);
    const until = untilTime ?? startOf(addDays(day, 1));
    return findCalls(tx, provider, { from, until }, page);
  });
  return toPage(rows, page.limit, ({ id }) => id, toView);
}

function findCalls(
  tx: Tx,
  provider: Provider,
  { from, until }: { readonly from: Date; readonly until: Date },
  { limit, after }: PageQuery,
): Promise<Row[]> {
  return tx.$queryRaw`
    SELECT a.id::text, w.slug, r.article_id::text AS "articleId", r.id::text AS "runId", s.name AS step, a.model,
           a.finished_at AS "finishedAt", a.usage, a.listed_nanos AS "listedNanos",
           a.reported_nanos AS "reportedNanos", a.cost_nanos AS "costNanos"
    FROM attempts a
      JOIN steps s ON s.owner_workspace_id = a.owner_workspace_id AND s.id = a.step_id
      JOIN runs r ON r.owner_workspace_id = s.owner_workspace_id AND r.id = s.run_id
      JOIN workspaces w ON w.id = a.owner_workspace_id
    WHERE a.provider = ${provider} AND a.finished_at >= ${from} AND a.finished_at < ${until}
      AND (${after}::uuid IS NULL OR a.id > ${after}::uuid)
    ORDER BY a.id LIMIT ${limit + 1}`;
}

const Tokens = z.object({
  inputTokens: z.int(),
  cacheReadTokens: z.int().default(0),
  cacheWriteTokens: z.int().default(0),
  cacheWrite1hTokens: z.int().default(0),
  outputTokens: z.int(),
});

function toView(row: Row): VendorCallView {
  const { data: tokens } = Tokens.safeParse(row.usage);
  return {
    id: row.id,
    workspace_slug: row.slug,
    article_id: row.articleId,
    run_id: row.runId,
    step: row.step,
    model: row.model,
    finished_at: row.finishedAt.toISOString(),
    input_tokens: tokens === undefined ? null : inputOf(tokens),
    output_tokens: tokens?.outputTokens ?? null,
    listed_nanos: textOf(row.listedNanos),
    reported_nanos: textOf(row.reportedNanos),
    cost_nanos: textOf(row.costNanos),
    state: judgeCall(row),
  };
}

function inputOf(tokens: z.output<typeof Tokens>): number {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens } = tokens;
  return inputTokens + cacheReadTokens + cacheWriteTokens + cacheWrite1hTokens;
}

const textOf = (nanos: bigint | null): string | null => (nanos === null ? null : String(nanos));
