import { describe, expect, it } from "vitest";
import { findAuditEvents } from "@/lib/audit";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import {
  deleteWorkspace,
  findMembers,
  findOffer,
  inviteMember,
  joinWorkspace,
  revokeInvitation,
} from "@/lib/workspaces";
import { refusal } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

const ALL = { limit: 50, after: null };

interface Invited {
  readonly id: string;
  readonly token: string;
}

async function invite(
  world: World,
  email: string,
  role: "owner" | "member" = "member",
): Promise<Invited> {
  const id = newId();
  const { invite_url } = await inviteMember(world.actor, id, { email, role });
  return { id, token: new URL(invite_url).searchParams.get("invite") ?? "" };
}

async function letExpire(world: World, id: string): Promise<void> {
  await withSystem((tx) =>
    tx.invitation.update({
      where: {
        ownerWorkspaceId_id: { ownerWorkspaceId: world.actor.workspaceId, id },
      },
      data: { expiresAt: new Date(Date.now() - 1000) },
    }),
  );
}

const countMembers = async (world: World) => (await findMembers(world.actor, ALL)).data.length;

describe("joinWorkspace", () => {
  it("refuses an invitation of somebody else, and leaves it to them", async () => {
    const [host, thief, guest] = [
      await givenWorkspace(),
      await givenWorkspace(),
      await givenWorkspace(),
    ];
    const { token } = await invite(host, guest.email);
    expect(await refusal(joinWorkspace(thief.principal, token))).toBe("signup_closed");
    expect(await countMembers(host)).toBe(1);
    expect(await refusal(joinWorkspace(guest.principal, token))).toBe("accepted");
  });

  it.each([
    ["was never given out", async () => "aii_nothing"],
    [
      "is out of date",
      async (host: World, email: string) => {
        const { id, token } = await invite(host, email);
        await letExpire(host, id);
        return token;
      },
    ],
    [
      "was revoked",
      async (host: World, email: string) => {
        const { id, token } = await invite(host, email);
        await revokeInvitation(host.actor, id);
        return token;
      },
    ],
    [
      "leads to a workspace that was deleted",
      async (host: World, email: string) => {
        const { token } = await invite(host, email);
        await deleteWorkspace(host.actor);
        return token;
      },
    ],
  ])("refuses a link that %s", async (_, givenToken) => {
    const [host, guest] = [await givenWorkspace(), await givenWorkspace()];
    const token = await givenToken(host, guest.email);
    expect(await refusal(joinWorkspace(guest.principal, token))).toBe("signup_closed");
  });

  it("refuses a member, and leaves the invitation unused", async () => {
    const [host, guest] = [await givenWorkspace(), await givenWorkspace()];
    await joinWorkspace(guest.principal, (await invite(host, guest.email)).token);
    const { token } = await invite(host, guest.email, "owner");
    expect(await refusal(joinWorkspace(guest.principal, token))).toBe("wrong_state");
    expect((await findOffer(token))?.status).toBe("pending");
    expect((await findMembers(host.actor, ALL)).data.map(({ role }) => role)).toEqual([
      "owner",
      "member",
    ]);
  });

  it("works once, also when it is pressed twice at the same time", async () => {
    const [host, guest] = [await givenWorkspace(), await givenWorkspace()];
    const { token } = await invite(host, guest.email);
    const answers = await Promise.all([
      refusal(joinWorkspace(guest.principal, token)),
      refusal(joinWorkspace(guest.principal, token)),
    ]);
    expect(answers.filter((answer) => answer === "accepted")).toHaveLength(1);
    expect(await countMembers(host)).toBe(2);
  });

  it("gives the role of the invitation, and the audit trail says who came", async () => {
    const [host, guest] = [await givenWorkspace(), await givenWorkspace()];
    const { token } = await invite(host, guest.email, "owner");
    const workspace = await joinWorkspace(guest.principal, token);
    expect(workspace.id).toBe(host.actor.workspaceId);
    const members = (await findMembers(host.actor, ALL)).data;
    expect(members.find(({ email }) => email === guest.email)?.role).toBe("owner");
    const [event] = (await findAuditEvents(host.actor, ALL, "member.joined")).data;
    expect(event).toMatchObject({ actor_id: guest.actor.userId, detail: { role: "owner" } });
  });
});

describe("findOffer", () => {
  it("knows nothing of a link that was never given out, was revoked, or leads to a deleted workspace", async () => {
    const host = await givenWorkspace();
    const revoked = await invite(host, "one@example.org");
    const orphan = await invite(host, "two@example.org");
    await revokeInvitation(host.actor, revoked.id);
    await deleteWorkspace(host.actor);
    expect(await findOffer("aii_nothing")).toBeNull();
    expect(await findOffer(revoked.token)).toBeNull();
    expect(await findOffer(orphan.token)).toBeNull();
  });

  it("says for whom an invitation is, and whether it still works", async () => {
    const [host, guest] = [await givenWorkspace(), await givenWorkspace()];
    const [used, late, open] = [
      await invite(host, guest.email),
      await invite(host, "late@example.org"),
      await invite(host, " Open@Example.org "),
    ];
    await joinWorkspace(guest.principal, used.token);
    await letExpire(host, late.id);
    expect((await findOffer(used.token))?.status).toBe("accepted");
    expect((await findOffer(late.token))?.status).toBe("expired");
    expect(await findOffer(open.token)).toMatchObject({
      email: "open@example.org",
      role: "member",
      status: "pending",
    });
  });
});
