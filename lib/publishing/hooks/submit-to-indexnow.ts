import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { callOut } from "./call-out";
import type { Attempt, HookOutcome } from "./hook-event";
import { retryAfterOf } from "./retry-after";

type Meaning = Pick<HookOutcome, "verdict" | "detail">;

/** What each status of the protocol means (indexnow.org/documentation). */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  200: { verdict: "done", detail: "IndexNow took the address." },
  202: {
    verdict: "done",
    detail: "IndexNow took the address; it looks at the key file before it uses it.",
  },
  400: { verdict: "never", detail: "IndexNow could not read the request." },
  403: {
    verdict: "never",
    detail:
      "IndexNow did not find the key on the site: put the key file in its place and send this again.",
  },
  422: {
    verdict: "never",
    detail:
      "IndexNow says that the address is not of the key's site, or that the key is not valid.",
  },
  429: { verdict: "again", detail: "IndexNow was told of too many addresses; it is told later." },
};

/** Tells the search engines of IndexNow that the page at the published address is new, changed or gone. */
export const submitToIndexNow: Attempt = async (call, signal) => {
  const { hook, event } = call;
  const { key } = hook;
  const { url } = event.data;
  if (key === null || url === null) {
    return { verdict: "never", status: null, detail: "There is no address to tell of." };
  }
  return callOut(
    `${env().INDEXNOW_BASE_URL}/indexnow`,
    {
      purpose: "indexnow",
      workspaceId: hook.ownerWorkspaceId,
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(submission(url, key, env().PUBLIC_URL)),
      signal,
    },
    ({ status, headers }) => {
      const retryAfterMs = retryAfterOf(headers, clock.now());
      return {
        ...(MEANINGS[status] ?? otherMeaning(status)),
        status,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
    },
  );
};

function otherMeaning(status: number): Meaning {
  const detail = `IndexNow answered with status ${status}.`;
  return { verdict: status >= 500 ? "again" : "never", detail };
}

/**
 * What is submitted. The key file stands at the root of the site; but for the pages that AutoInk serves, it
 * stands in their folder, which holds for that folder and nothing above it.
 */
export function submission(url: string, key: string, publicUrl: string): Record<string, unknown> {
  const { host, origin, pathname } = new URL(url);
  const folder = /^\/p\/[^/]+\//.exec(pathname)?.[0];
  const isOurs = folder !== undefined && url.startsWith(`${publicUrl}/p/`);
  return {
    host,
    key,
    ...(isOurs ? { keyLocation: `${origin}${folder}${key}.txt` } : {}),
    urlList: [url],
  };
}
