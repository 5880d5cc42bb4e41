import { recordEvent } from "@/lib/audit";
import { randomKey } from "@/lib/crypto";
import { grantFunds, openChain } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/id";

const SLUG_CHARS_MAX = 32;

interface NewWorkspace {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly slug?: string | undefined;
}

/**
 * Makes a workspace with its first owner, its chain in the ledger and the grant, inside the caller's transaction (of
 * the system role: nobody is a member yet). Returns the slug that it got.
 */
export async function openWorkspace(tx: Tx, input: NewWorkspace): Promise<string> {
  const slug = input.slug ?? (await freeSlug(tx, input.name));
  const now = clock.now();
  await tx.workspace.create({ data: { id: input.id, slug, name: input.name, createdAt: now } });
  await tx.membership.create({
    data: {
      ownerWorkspaceId: input.id,
      id: newId(),
      userId: input.userId,
      role: "owner",
      createdAt: now,
    },
  });
  await recordEvent(tx, {
    workspaceId: input.id,
    userId: input.userId,
    action: "workspace.created",
    subjectKind: "workspace",
    subjectId: input.id,
  });
  await openChain(tx, input.id);
  const amountNanos = env().SIGNUP_GRANT_NANOS;
  if (amountNanos > 0n) {
    await grantFunds(tx, { workspaceId: input.id, idempotencyKey: "grant:opening", amountNanos });
  }
  return slug;
}

/** A slug from a name; with a random end when it is taken or the name has no letters to use. */
async function freeSlug(tx: Tx, name: string): Promise<string> {
  const base = slugOf(name);
  // Two that want the same name at one time take turns: the second sees what the first has taken.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`slug:${base}`}, 0))::text`;
  if (base !== "" && (await tx.workspace.count({ where: { slug: base } })) === 0) return base;
  const end = randomKey(4).toString("hex");
  return base === "" ? `team-${end}` : `${base}-${end}`;
}

function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, SLUG_CHARS_MAX)
    .replace(/-+$/, "");
}
