import { safeFetch } from "@/lib/outbound";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { linksToCheck } from "./checks";

const LINKS_MAX = 40;
const AT_ONCE = 4;

interface Target {
  readonly workspaceId: string;
  readonly articleId: string;
}

/** Looks whether the links of an article's latest revision answer, and stores what each one said. */
export async function checkLinks(target: Target, signal: AbortSignal): Promise<void> {
  const { workspaceId, articleId } = target;
  const revision = await withWorkspace(target, (tx) =>
    tx.revision.findFirst({
      where: { ownerWorkspaceId: workspaceId, articleId },
      orderBy: { number: "desc" },
      select: { markdown: true },
    }),
  );
  const links = linksToCheck(revision?.markdown ?? "").slice(0, LINKS_MAX);
  for (let start = 0; start < links.length && !signal.aborted; start += AT_ONCE) {
    const batch = links.slice(start, start + AT_ONCE);
    const results = await Promise.all(batch.map((url) => lookAt(url, workspaceId, signal)));
    await withWorkspace(target, async (tx) => {
      for (const { url, ...result } of results) {
        const data = { ...result, checkedAt: clock.now() };
        await tx.linkResult.upsert({
          where: {
            ownerWorkspaceId_articleId_url: { ownerWorkspaceId: workspaceId, articleId, url },
          },
          create: { ownerWorkspaceId: workspaceId, articleId, url, ...data },
          update: data,
        });
      }
    });
  }
}

async function lookAt(
  url: string,
  workspaceId: string,
  signal: AbortSignal,
): Promise<{ url: string; isOk: boolean; detail: string }> {
  try {
    const first = await safeFetch(url, {
      purpose: "link-check",
      workspaceId,
      method: "HEAD",
      signal,
    });
    // Some servers refuse HEAD on pages that they serve well.
    const refusesHead = first.status === 403 || first.status === 405 || first.status === 501;
    const response = refusesHead
      ? await safeFetch(url, { purpose: "link-check", workspaceId, method: "GET", signal })
      : first;
    return { url, isOk: response.status < 400, detail: `status ${response.status}` };
  } catch {
    return { url, isOk: false, detail: "no answer" };
  }
}
