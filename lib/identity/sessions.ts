import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Principal } from "./actor";
import type { SessionView } from "./schema";

const SESSIONS_MAX = 200;

/** The sessions of the person who asks, the latest used first. */
export async function findSessions(principal: Principal): Promise<SessionView[]> {
  const rows = await withSystem((tx) =>
    tx.session.findMany({
      where: { userId: principal.userId, expiresAt: { gt: clock.now() } },
      orderBy: { lastUsedAt: "desc" },
      take: SESSIONS_MAX,
    }),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind === "browser" ? "browser" : "program",
    device: row.userAgent,
    address: row.address,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt.toISOString(),
    is_current: row.id === principal.sessionId,
  }));
}

/**
 * Ends one session of the person who asks; its tokens end with it.
 * @throws AppError not_found for a session that is not theirs
 */
export async function revokeSession(principal: Principal, sessionId: string): Promise<void> {
  const { count } = await withSystem((tx) =>
    tx.session.deleteMany({ where: { id: sessionId, userId: principal.userId } }),
  );
  if (count === 0) throw new AppError("not_found");
}
