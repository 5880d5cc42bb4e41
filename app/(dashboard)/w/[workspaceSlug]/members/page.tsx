import type { Metadata } from "next";
import type { JSX } from "react";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { Section } from "@/app/_ui/section";
import { requireWorkspace } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import { parsePageQuery } from "@/lib/platform/page";
import { findInvitations, findMembers } from "@/lib/workspaces";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";
import { SettingsTabs } from "../settings-tabs";
import { InvitationList } from "./invitation-list";
import { InviteForm } from "./invite-form.client";
import { MemberList } from "./member-list";

export const metadata: Metadata = { title: "Members" };

const INVITATIONS_SHOWN = 50;

interface MembersPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Who is in the workspace, who is on the way in, and what each of them may do. */
export default async function MembersPage(props: Readonly<MembersPageProps>): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const cursor = textParam(await props.searchParams, "cursor");
  const mayManage = hasPermission(actor, "member:manage");
  const members = await findMembers(
    actor,
    parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
  );
  const path = `/workspaces/${workspace.id}`;
  const base = `/w/${workspace.slug}`;
  return (
    <>
      <PageHeader
        title="Members"
        description="Members write, approve and publish. Owners also set things up."
      />
      <SettingsTabs base={base} current="members" />
      <Section title="People">
        <MemberList
          members={members.data}
          path={path}
          userId={actor.userId}
          mayManage={mayManage}
          hasOneOwner={
            // With more pages there may be more owners; the API then says no where there are none.
            cursor === "" &&
            members.next_cursor === null &&
            members.data.filter(({ role }) => role === "owner").length === 1
          }
        />
        <Pager
          label="members"
          {...(cursor === "" ? {} : { firstHref: `${base}/members` })}
          {...(members.next_cursor === null
            ? {}
            : { nextHref: hrefWith(`${base}/members`, { cursor: members.next_cursor }) })}
        />
      </Section>
      {mayManage ? (
        <>
          <Section
            title="Invite somebody"
            description="You get a link that works once, for this address, for seven days."
          >
            <InviteForm path={`${path}/invitations`} />
          </Section>
          <Section title="Invitations">
            <InvitationList
              path={`${path}/invitations`}
              invitations={
                (await findInvitations(actor, { limit: INVITATIONS_SHOWN, after: null })).data
              }
            />
          </Section>
        </>
      ) : (
        <div className="mt-8">
          <Notice tone="neutral" title="Owners of the workspace invite people and change roles.">
            Ask one of the owners above when somebody should come in.
          </Notice>
        </div>
      )}
    </>
  );
}
