import type { Connector, PublishableDocument, RemoteRef } from "@/lib/adapters/cms";
import { env } from "@/lib/platform/env";

/**
 * The destination for sites that AutoInk can't reach: a zip that a person takes there. It is made from
 * the approved revision when it is fetched, so there is nothing here that could differ from it.
 */
export function downloadConnector(workspaceId: string): Connector {
  const refTo = (document: PublishableDocument): RemoteRef => ({
    id: document.key,
    url: `${env().PUBLIC_URL}/api/v1/workspaces/${workspaceId}/articles/${document.key}/download`,
    lock: document.revisionHash,
  });
  return {
    check: async () => ({ ok: true, value: { detail: "A zip needs no connection." } }),
    plan: (document) => ({
      method: "GET",
      url: refTo(document).url ?? "",
      headers: { accept: "application/zip" },
      body: "article.md, article.html and article.json",
    }),
    findByKey: async () => ({ ok: true, value: null }),
    create: async (document) => ({ ok: true, value: refTo(document) }),
    update: async (_remote, document) => ({ ok: true, value: refTo(document) }),
    unpublish: async (remote) => ({ ok: true, value: { ...remote, url: null } }),
    read: async (_remote, document, state) => ({
      ok: true,
      value: { ...refTo(document), state: state.kind, differences: [] },
    }),
  };
}
