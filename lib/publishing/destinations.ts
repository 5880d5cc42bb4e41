import { recordEvent } from "@/lib/audit";
import { fingerprint, seal } from "@/lib/crypto";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { Destination } from "@/prisma/generated/client";
import { connectorFor, credentialsContext } from "./connector";
import { requireCallable } from "./require-callable";
import type {
  CreateDestinationInput,
  DestinationKind,
  DestinationView,
  UpdateDestinationInput,
} from "./schema";

const CHECK_TIMEOUT_MS = 20_000;

/** What a destination of each kind needs from the person who sets it up. */
const NEEDS: Readonly<Record<DestinationKind, { url: boolean; credentials: readonly string[] }>> = {
  hosted: { url: false, credentials: [] },
  download: { url: false, credentials: [] },
  webhook: { url: true, credentials: ["secret"] },
  wordpress: { url: true, credentials: ["username", "application_password"] },
  ghost: { url: true, credentials: ["admin_api_key"] },
};

/**
 * Sets up a destination. Its credentials are sealed at once and never shown again. The same id is the
 * same destination.
 * @throws AppError outbound_refused | invalid_body
 */
export async function createDestination(
  actor: Actor,
  id: string,
  input: CreateDestinationInput,
): Promise<DestinationView> {
  requirePermission(actor, "destination:manage");
  requireComplete(input);
  if (input.url !== undefined) await requireCallable(actor, input.url, "cms-publish");
  const key = { ownerWorkspaceId: actor.workspaceId, id };
  const now = clock.now();
  const row = await withWorkspace(actor, async (tx) => {
    const known = await tx.destination.findFirst({ where: key });
    if (known !== null) return known;
    const created = await tx.destination.create({
      data: {
        ...key,
        kind: input.kind,
        name: input.name,
        url: input.url ?? null,
        options: input.options ?? {},
        createdAt: now,
        updatedAt: now,
        ...sealed(actor.workspaceId, id, input.credentials),
      },
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "destination.created",
      subjectKind: "destination",
      subjectId: id,
      detail: { kind: input.kind },
    });
    return created;
  });
  return toView(row);
}

/** The destinations of a workspace by age. */
export async function findDestinations(
  actor: Actor,
  page: PageQuery,
): Promise<Page<DestinationView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.destination.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        deletedAt: null,
        ...(page.after === null ? {} : { id: { gt: page.after } }),
      },
      orderBy: { id: "asc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toView);
}

/** @throws AppError not_found */
export async function getDestination(actor: Actor, id: string): Promise<DestinationView> {
  requirePermission(actor, "workspace:read");
  return toView(await findRow(actor, id));
}

/** @throws AppError not_found | outbound_refused */
export async function updateDestination(
  actor: Actor,
  id: string,
  input: UpdateDestinationInput,
): Promise<DestinationView> {
  requirePermission(actor, "destination:manage");
  if (input.url !== undefined) await requireCallable(actor, input.url, "cms-publish");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.destination.updateMany({
      where: { ownerWorkspaceId: actor.workspaceId, id, deletedAt: null },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.url === undefined ? {} : { url: input.url }),
        ...(input.options === undefined ? {} : { options: input.options }),
        ...sealed(actor.workspaceId, id, input.credentials),
        updatedAt: clock.now(),
      },
    });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "destination.updated",
      subjectKind: "destination",
      subjectId: id,
      detail: { is_new_secret: input.credentials !== undefined },
    });
  });
  return getDestination(actor, id);
}

/** Forgets a destination and its credentials. What was published there stays there. @throws AppError not_found */
export async function deleteDestination(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "destination:manage");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.destination.updateMany({
      where: { ownerWorkspaceId: actor.workspaceId, id, deletedAt: null },
      data: { deletedAt: clock.now(), credentialsSealed: null, credentialsFingerprint: null },
    });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "destination.deleted",
      subjectKind: "destination",
      subjectId: id,
    });
  });
}

/** Whether a destination would take an article now. Changes nothing there. @throws AppError not_found */
export async function checkDestination(
  actor: Actor,
  id: string,
): Promise<{ ok: boolean; detail: string }> {
  requirePermission(actor, "destination:manage");
  const row = await findRow(actor, id);
  const result = await connectorFor(row).check(AbortSignal.timeout(CHECK_TIMEOUT_MS));
  return result.ok
    ? { ok: true, detail: result.value.detail }
    : { ok: false, detail: result.failure.message };
}

async function findRow(actor: Actor, id: string): Promise<Destination> {
  const row = await withWorkspace(actor, (tx) =>
    tx.destination.findFirst({
      where: { ownerWorkspaceId: actor.workspaceId, id, deletedAt: null },
    }),
  );
  if (row === null) throw new AppError("not_found");
  return row;
}

function requireComplete(input: CreateDestinationInput): void {
  const needs = NEEDS[input.kind];
  const errors = needs.credentials
    .filter((name) => (input.credentials?.[name] ?? "") === "")
    .map((name) => ({ path: `credentials.${name}`, message: "This is needed." }));
  if (needs.url && input.url === undefined)
    errors.push({ path: "url", message: "This is needed." });
  const [first] = errors;
  if (first !== undefined)
    throw new AppError("invalid_body", {
      detail: `${first.path} is needed for ${input.kind}.`,
      errors,
    });
}

function sealed(
  workspaceId: string,
  id: string,
  credentials: Readonly<Record<string, string>> | undefined,
): { credentialsSealed?: Uint8Array<ArrayBuffer>; credentialsFingerprint?: string } {
  if (credentials === undefined || Object.keys(credentials).length === 0) return {};
  const text = JSON.stringify(credentials);
  return {
    credentialsSealed: seal(text, credentialsContext(workspaceId, id), env().ENCRYPTION_KEYS),
    credentialsFingerprint: fingerprint(text),
  };
}

function toView(row: Destination): DestinationView {
  return {
    id: row.id,
    kind: row.kind as DestinationKind,
    name: row.name,
    url: row.url,
    options: row.options as Record<string, unknown>,
    credentials_set: row.credentialsSealed !== null,
    credentials_fingerprint: row.credentialsFingerprint,
    created_at: row.createdAt.toISOString(),
  };
}
