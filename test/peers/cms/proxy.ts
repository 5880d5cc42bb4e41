import { type CmsPeer, type PeerReply, startPeer } from "./peer-server";

/** Headers that belong to one connection, or that `fetch` writes itself. */
const OWN = new Set(["host", "connection", "content-length", "transfer-encoding"]);
const PASSED_BACK = ["content-type", "location", "retry-after"] as const;

/** A peer in front of a site that really runs: passes requests on, so that faults can be put in their way. */
export function startProxy(siteUrl: string): Promise<CmsPeer> {
  return startPeer(async ({ method, url, headers, bytes }): Promise<PeerReply> => {
    const answer = await fetch(`${siteUrl}${url.pathname}${url.search}`, {
      method,
      redirect: "manual",
      headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" && !OWN.has(name) ? [[name, value]] : [],
      ),
      ...(bytes.length === 0 ? {} : { body: bytes }),
    });
    const back = PASSED_BACK.flatMap((name): [string, string][] => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(back),
      body: await answer.text(),
    };
  });
}
