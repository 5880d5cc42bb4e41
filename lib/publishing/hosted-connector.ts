import type { Connector, PublishableDocument, RemoteRef, RemoteState } from "@/lib/adapters/cms";
import { sha256 } from "@/lib/crypto";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { HostedPage } from "@/prisma/generated/client";

/**
 * The destination that needs no other system: pages that AutoInk serves itself under /p/{workspace}/….
 * It keeps the contract of every other destination, so a page is written, read back and compared too.
 */
export function hostedConnector(workspaceId: string): Connector {
  return {
    check: async () => ({ ok: true, value: { detail: "AutoInk serves these pages itself." } }),
    plan: (document, state) => ({
      method: "PUT",
      url: `${env().PUBLIC_URL}/p/…/${document.slug}`,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: JSON.stringify(
        {
          title: document.title,
          description: document.description,
          state: state.kind,
          html: document.html,
        },
        null,
        2,
      ),
    }),
    findByKey: async (document) => ({
      ok: true,
      value: await withWorkspace({ workspaceId }, async (tx) => {
        const row = await findPage(tx, workspaceId, document.key);
        return row === null ? null : toRef(tx, row);
      }),
    }),
    create: async (document, state) => ({
      ok: true,
      value: await writePage(workspaceId, document, state),
    }),
    update: async (_remote, document, state) => ({
      ok: true,
      value: await writePage(workspaceId, document, state),
    }),
    unpublish: async (remote, document) => ({
      ok: true,
      value: await withWorkspace({ workspaceId }, async (tx) => {
        await tx.hostedPage.updateMany({
          where: { ownerWorkspaceId: workspaceId, articleId: document.key },
          data: { state: "unpublished", updatedAt: clock.now() },
        });
        return { ...remote, url: null };
      }),
    }),
    read: async (_remote, document, state) => ({
      ok: true,
      value: await withWorkspace({ workspaceId }, async (tx) => {
        const row = await findPage(tx, workspaceId, document.key);
        if (row === null) return null;
        return {
          ...(await toRef(tx, row)),
          state: stateOf(row),
          differences: differences(row, document, state),
        };
      }),
    }),
  };
}

async function writePage(
  workspaceId: string,
  document: PublishableDocument,
  state: RemoteState,
): Promise<RemoteRef> {
  return withWorkspace({ workspaceId }, async (tx) => {
    const key = { ownerWorkspaceId: workspaceId, articleId: document.key };
    const present = await tx.hostedPage.findUnique({
      where: { ownerWorkspaceId_articleId: key },
    });
    const now = clock.now();
    const fields = {
      slug: await freeSlug(tx, workspaceId, document),
      state: state.kind,
      title: document.title,
      description: document.description,
      html: document.html,
      markdown: document.markdown,
      uploadIds: document.images.map(({ id }) => id),
      authorName: document.authorName,
      language: document.language,
      bodyHash: bodyHash(document),
      publishAt: state.kind === "scheduled" ? state.at : null,
      publishedAt: firstPublished(present, state, now),
      updatedAt: now,
    };
    const row = await tx.hostedPage.upsert({
      where: { ownerWorkspaceId_articleId: key },
      create: { ...key, ...fields },
      update: fields,
    });
    return toRef(tx, row);
  });
}

function findPage(tx: Tx, workspaceId: string, articleId: string): Promise<HostedPage | null> {
  return tx.hostedPage.findUnique({
    where: { ownerWorkspaceId_articleId: { ownerWorkspaceId: workspaceId, articleId } },
  });
}

/** The slug of the article, or with a short end when another article of the workspace has it. */
async function freeSlug(
  tx: Tx,
  workspaceId: string,
  document: PublishableDocument,
): Promise<string> {
  const taken = await tx.hostedPage.count({
    where: { ownerWorkspaceId: workspaceId, slug: document.slug, articleId: { not: document.key } },
  });
  return taken === 0 ? document.slug : `${document.slug}-${document.key.slice(-6)}`;
}

function firstPublished(present: HostedPage | null, state: RemoteState, now: Date): Date | null {
  if (present?.publishedAt != null) return present.publishedAt;
  if (state.kind === "draft") return null;
  return state.kind === "scheduled" ? state.at : now;
}

async function toRef(tx: Tx, row: HostedPage): Promise<RemoteRef> {
  const { slug } = await tx.workspace.findUniqueOrThrow({
    where: { id: row.ownerWorkspaceId },
    select: { slug: true },
  });
  return {
    id: row.articleId,
    url: `${env().PUBLIC_URL}/p/${slug}/${encodeURIComponent(row.slug)}`,
    lock: Buffer.from(row.bodyHash).toString("hex"),
  };
}

function stateOf(row: HostedPage): "draft" | "published" | "scheduled" | "unpublished" {
  if (row.state === "draft" || row.state === "unpublished") return row.state;
  const liesAhead =
    row.state === "scheduled" && row.publishAt !== null && row.publishAt > clock.now();
  return liesAhead ? "scheduled" : "published"; // Nothing has to run when the time comes.
}

function differences(row: HostedPage, document: PublishableDocument, state: RemoteState): string[] {
  const found: string[] = [];
  if (row.title !== document.title) found.push("The title differs.");
  if (!Buffer.from(row.bodyHash).equals(bodyHash(document))) found.push("The text differs.");
  if (stateOf(row) !== state.kind) found.push(`The page is ${stateOf(row)}, not ${state.kind}.`);
  return found;
}

function bodyHash(document: PublishableDocument): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(sha256(document.html));
}
