import { recordEvent } from "@/lib/audit";
import { type Actor, type Principal, requireOperator, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem, withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { PartyInput, PartyView } from "./schema";

/** Who invoices are from: what the operator has set, else the address of the installation. */
export async function findIssuer(tx: Tx): Promise<PartyView> {
  const row = await tx.issuer.findUnique({ where: { id: 1 } });
  return row === null ? nameOnly(new URL(env().PUBLIC_URL).host) : toView(row);
}

/** Who a workspace's invoices are for: what it has set, else its name. */
export async function findRecipient(tx: Tx, workspaceId: string): Promise<PartyView> {
  const row = await tx.billingDetails.findUnique({ where: { ownerWorkspaceId: workspaceId } });
  if (row !== null) return toView(row);
  const { name } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true },
  });
  return nameOnly(name);
}

/** Who the next invoices of this installation will be from. @throws AppError forbidden */
export async function getIssuer(principal: Principal): Promise<PartyView> {
  requireOperator(principal);
  return withSystem(findIssuer);
}

/** Sets who the next invoices are from; those that are issued stay as they are. @throws AppError forbidden */
export async function setIssuer(principal: Principal, input: PartyInput): Promise<PartyView> {
  requireOperator(principal);
  const data = { ...toRow(input), updatedBy: principal.userId, updatedAt: clock.now() };
  return withSystem(async (tx) => {
    await tx.issuer.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data });
    return findIssuer(tx);
  });
}

/** Who the next invoices of a workspace will be for. */
export async function getBillingDetails(actor: Actor): Promise<PartyView> {
  requirePermission(actor, "workspace:read");
  return withWorkspace(actor, (tx) => findRecipient(tx, actor.workspaceId));
}

/** Sets who the next invoices of a workspace are for; those that are issued stay. @throws AppError forbidden */
export async function setBillingDetails(actor: Actor, input: PartyInput): Promise<PartyView> {
  requirePermission(actor, "workspace:manage");
  const { workspaceId, userId } = actor;
  const data = { ...toRow(input), updatedBy: userId, updatedAt: clock.now() };
  return withWorkspace(actor, async (tx) => {
    await tx.billingDetails.upsert({
      where: { ownerWorkspaceId: workspaceId },
      create: { ownerWorkspaceId: workspaceId, ...data },
      update: data,
    });
    await recordEvent(tx, {
      workspaceId,
      userId,
      action: "billing_details.updated",
      subjectKind: "workspace",
      subjectId: workspaceId,
    });
    return findRecipient(tx, workspaceId);
  });
}

interface PartyRow {
  readonly name: string;
  readonly address: string;
  readonly taxId: string | null;
}

const toRow = ({ name, address, tax_id }: PartyInput): PartyRow => ({
  name,
  address,
  taxId: tax_id ?? null,
});

const toView = ({ name, address, taxId }: PartyRow): PartyView => ({
  name,
  address,
  tax_id: taxId,
});

const nameOnly = (name: string): PartyView => ({ name, address: "", tax_id: null });
