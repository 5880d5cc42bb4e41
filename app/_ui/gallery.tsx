import { Bell, FileText, Globe, Plus, Stamp, Wallet } from "lucide-react";
import type { JSX } from "react";
import { ActionButton } from "./action-button.client";
import { DefinitionList } from "./definition-list";
import { GalleryData } from "./gallery-data";
import { EditorDemo } from "./gallery-demo.client";
import { GalleryForms } from "./gallery-forms";
import { GalleryLists } from "./gallery-lists";
import { GalleryText } from "./gallery-text";
import { GalleryWords } from "./gallery-words";
import { IconButton } from "./icon-button";
import { LinkButton } from "./link-button";
import { Money } from "./money";
import { PageHeader } from "./page-header";
import { Rail, WithRail } from "./rail.client";
import { Section } from "./section";
import { Shell } from "./shell";
import { StatusChip } from "./status-chip";
import { Stepper } from "./stepper";
import type { Theme } from "./theme";

export interface GalleryProps {
  /** Of the page's Content-Security-Policy. */
  nonce: string;
  theme: Theme;
}

/** Every component of the kit, in its states, inside the frame: for a page of the dev server only. */
export function Gallery({ nonce, theme }: Readonly<GalleryProps>): JSX.Element {
  return (
    <Shell
      workspace={{ name: "Northwind Weekly", entries: WORKSPACES }}
      nav={NAV}
      person={{ name: "Ada Byron", entries: PERSON }}
      commands={COMMANDS}
      notifications={
        <IconButton label="Notifications, 2 new" side="bottom" icon={<Bell aria-hidden />} />
      }
      theme={theme}
    >
      <PageHeader
        title="What a receipt proves, and what it leaves to you"
        isArticle
        breadcrumb={[
          { label: "Northwind Weekly", href: "/w/northwind" },
          { label: "Articles", href: "/w/northwind/articles" },
          { label: "What a receipt proves" },
        ]}
        status={<StatusChip status="waiting" label="Waiting for your review" />}
        description="Revision 4, written by source digest, checked against five sources."
        secondary={<LinkButton href="/w/northwind/preview">Preview</LinkButton>}
        action={
          <ActionButton
            tone="primary"
            label="Approve revision 4"
            request={{ method: "POST", path: "/demo/approvals", body: { decision: "approve" } }}
            after={{ kind: "refresh", say: "Revision 4 approved" }}
          />
        }
      />
      <WithRail rail={<GalleryRail />}>
        <Section title="Editor" description="Markdown, exactly as it is stored.">
          <EditorDemo nonce={nonce} />
        </Section>
        <GalleryWords />
        <GalleryForms />
        <GalleryData />
        <GalleryLists />
        <GalleryText />
      </WithRail>
    </Shell>
  );
}

function GalleryRail(): JSX.Element {
  return (
    <Rail
      label="Evidence and checks"
      tabs={[
        { id: "evidence", label: "Evidence", count: 5, panel: <EvidencePanel /> },
        { id: "checks", label: "Checks", count: 2, panel: <p>Two findings need a look.</p> },
        { id: "cost", label: "Cost", panel: <CostPanel /> },
        { id: "history", label: "History", panel: <p>Four revisions.</p> },
      ]}
    />
  );
}

function EvidencePanel(): JSX.Element {
  return (
    <DefinitionList
      layout="stacked"
      items={[
        { term: "Claim", value: "Nothing is charged before it is quoted." },
        { term: "Source", value: "Ledger notes, section 2" },
        { term: "Verdict", value: <StatusChip status="passed" label="Supported" /> },
        { term: "Cost of this check", value: <Money nanos="412374" copyable /> },
      ]}
    />
  );
}

function CostPanel(): JSX.Element {
  return (
    <Stepper
      label="Steps of this run"
      steps={[
        {
          name: "sources",
          label: "Read the sources",
          status: "succeeded",
          time: "12 s",
          money: { heldNanos: "0", spentNanos: "0", returnedNanos: "0" },
        },
        {
          name: "outline",
          label: "Write the outline",
          status: "succeeded",
          time: "8 s",
          money: { heldNanos: "12400000", spentNanos: "9812345", returnedNanos: "2587655" },
        },
        {
          name: "draft",
          label: "Write the draft",
          status: "running",
          attempts: 2,
          money: { heldNanos: "48100000" },
        },
        {
          name: "check",
          label: "Check every claim",
          status: "failed",
          error: "The provider did not answer. Nothing was charged; you can retry this step.",
        },
        {
          name: "review",
          label: "Your review",
          status: "waiting",
          action: (
            <LinkButton size="sm" href="/w/northwind/review">
              Review draft
            </LinkButton>
          ),
        },
        { name: "publish", label: "Publish", status: "pending" },
      ]}
    />
  );
}

const WORKSPACES = [
  { kind: "heading", label: "Your workspaces" },
  { kind: "link", label: "Northwind Weekly", href: "/w/northwind", isCurrent: true },
  { kind: "link", label: "Southwind Press", href: "/w/southwind" },
  { kind: "separator" },
  { kind: "link", label: "Create workspace", href: "/new", icon: <Plus aria-hidden /> },
] as const;

const NAV = [
  {
    links: [
      { href: "/w/northwind/articles", label: "Articles", icon: <FileText aria-hidden /> },
      { href: "/w/northwind/approvals", label: "Approvals", icon: <Stamp aria-hidden />, count: 3 },
    ],
  },
  {
    label: "Publishing",
    links: [
      { href: "/w/northwind/destinations", label: "Destinations", icon: <Globe aria-hidden /> },
      { href: "/w/northwind/money", label: "Money", icon: <Wallet aria-hidden /> },
    ],
  },
];

const PERSON = [
  { kind: "heading", label: "ada@example.org" },
  { kind: "link", label: "Your settings", href: "/settings" },
  { kind: "separator" },
  {
    kind: "request",
    label: "Sign out",
    request: { method: "POST", path: "/auth/sign-out" },
    after: { kind: "navigate", to: "/" },
  },
] as const;

const COMMANDS = [
  {
    id: "articles",
    label: "Articles",
    group: "Go to",
    keys: "g a",
    run: { kind: "link", href: "/w/northwind/articles" },
  },
  {
    id: "money",
    label: "Money",
    group: "Go to",
    keys: "g m",
    words: "wallet ledger top up",
    run: { kind: "link", href: "/w/northwind/money" },
  },
  {
    id: "new",
    label: "Create article",
    group: "Create",
    keys: "c",
    run: { kind: "link", href: "/w/northwind/articles/new" },
  },
] as const;
