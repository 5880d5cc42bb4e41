import { type AddressCheck, checkAddress, type Purpose } from "@/lib/outbound";
import { withSystem } from "@/lib/platform/db";

/** Look-ups at once: a name server is nobody to flood. */
const CHECKS_AT_ONCE = 8;

/** An address that somebody saved, what for, and what would become of a call to it. */
export interface SavedUrlCheck {
  readonly workspaceSlug: string;
  readonly what: "destination" | "hook" | "source";
  readonly url: string;
  readonly check: AddressCheck;
}

interface SavedUrl {
  readonly workspaceId: string;
  readonly workspaceSlug: string;
  readonly what: SavedUrlCheck["what"];
  readonly url: string;
}

const PURPOSES: Readonly<Record<SavedUrl["what"], Purpose>> = {
  destination: "cms-publish",
  hook: "webhook",
  source: "source-fetch",
};

/**
 * Asks of every address that is saved whether the guard would call it, workspace by workspace, without calling any.
 * @param onProgress is told how many of how many are done
 */
export async function checkSavedUrls(
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<SavedUrlCheck[]> {
  const saved = await withSystem(
    (tx) => tx.$queryRaw<SavedUrl[]>`
      SELECT w.id::text AS "workspaceId", w.slug AS "workspaceSlug", s.what, s.url
      FROM (SELECT owner_workspace_id, 'destination' AS what, url FROM destinations WHERE url IS NOT NULL
            UNION SELECT owner_workspace_id, 'hook', url FROM hooks WHERE url IS NOT NULL
            UNION SELECT owner_workspace_id, 'source', url FROM sources WHERE url IS NOT NULL) s
        JOIN workspaces w ON w.id = s.owner_workspace_id
      WHERE w.deleted_at IS NULL
      ORDER BY w.slug, s.what, s.url`,
  );
  const checks: SavedUrlCheck[] = [];
  for (let from = 0; from < saved.length; from += CHECKS_AT_ONCE) {
    checks.push(...(await Promise.all(saved.slice(from, from + CHECKS_AT_ONCE).map(checkOne))));
    onProgress(checks.length, saved.length);
  }
  return checks;
}

async function checkOne({
  workspaceId,
  workspaceSlug,
  what,
  url,
}: SavedUrl): Promise<SavedUrlCheck> {
  const check = await checkAddress(url, PURPOSES[what], workspaceId);
  return { workspaceSlug, what, url, check };
}
