import { FileText, Inbox, MoreHorizontal, RotateCcw } from "lucide-react";
import type { JSX } from "react";
import { Button } from "./button";
import { Chip } from "./chip";
import { Confirm } from "./confirm.client";
import { CopyButton } from "./copy-button.client";
import { EmptyState } from "./empty-state";
import { ErrorState } from "./error-state";
import { DialogDemo, ToastDemo } from "./gallery-demo.client";
import { IconButton } from "./icon-button";
import { LinkButton } from "./link-button";
import { Menu } from "./menu.client";
import { Notice } from "./notice";
import { Section } from "./section";
import { STATUSES, StatusChip } from "./status-chip";
import { ExternalLink, TextLink } from "./text-link";

/** Buttons, states, notices and what opens above the page. */
export function GalleryWords(): JSX.Element {
  return (
    <>
      <Section title="Buttons">
        <div className="flex flex-wrap items-center gap-2">
          <Button tone="primary">Approve outline</Button>
          <Button icon={<RotateCcw aria-hidden />}>Run again</Button>
          <Button tone="quiet">Cancel run</Button>
          <Button tone="danger">Delete article</Button>
          <Button tone="primary" pending>
            Publish as draft
          </Button>
          <Button disabled>Approve outline</Button>
          <Button size="sm">Retry step</Button>
          <LinkButton href="/w/northwind/ledger" download>
            Export ledger
          </LinkButton>
          <CopyButton look="words" text="9f2c4b7e" label="Copy hash" />
          <IconButton label="More" icon={<MoreHorizontal aria-hidden />} />
        </div>
        <p className="mt-4 text-soft">
          Inside a sentence: <TextLink href="/w/northwind/money">what a hold is</TextLink>, and{" "}
          <ExternalLink href="https://www.rfc-editor.org/rfc/rfc9457">problem details</ExternalLink>
          .
        </p>
      </Section>
      <Section title="States">
        <div className="flex flex-wrap gap-2">
          {STATUSES.map((status) => (
            <StatusChip key={status} status={status} />
          ))}
          <Chip tone="neutral">3 sources</Chip>
        </div>
      </Section>
      <Section title="Notices">
        <div className="flex flex-col gap-3">
          <Notice tone="neutral" title="A hold is money set aside for a step.">
            What the step does not use comes back when it ends.
          </Notice>
          <Notice
            tone="good"
            title="Read back from the site: the published text is this revision."
          />
          <Notice
            tone="caution"
            title="The post was changed on the site since you published it."
            action={<Button size="sm">Compare the two</Button>}
          >
            Publishing again would replace that change.
          </Notice>
          <Notice
            tone="bad"
            title="This address does not lead to a public server, so AutoInk won't call it."
          >
            Use your site's public address, or ask your operator to allow it.
          </Notice>
        </div>
      </Section>
      <Section title="Above the page">
        <div className="flex flex-wrap items-center gap-2">
          <DialogDemo />
          <Confirm
            title="Delete the article?"
            confirmLabel="Delete article"
            typeName="What a receipt proves"
            trigger={<Button tone="secondary">Delete article…</Button>}
            request={{ method: "DELETE", path: "/demo/articles/1" }}
            after={{ kind: "refresh", say: "Article deleted" }}
          >
            Its 4 revisions and 5 sources will be gone. What is published stays on the site, and the
            ledger keeps its receipts.
          </Confirm>
          <Menu
            trigger={<Button>More</Button>}
            entries={[
              { kind: "link", label: "Compare revisions", href: "/w/northwind/compare" },
              {
                kind: "request",
                label: "Run the checks again",
                request: { method: "POST", path: "/demo/checks" },
                after: { kind: "refresh" },
              },
              { kind: "separator" },
              {
                kind: "confirm",
                label: "Take down…",
                confirm: {
                  title: "Take the post down?",
                  children: "Readers who have its address will find nothing.",
                  confirmLabel: "Take down",
                  request: { method: "DELETE", path: "/demo/publications/1" },
                  after: { kind: "refresh" },
                },
              },
            ]}
          />
          <ToastDemo />
        </div>
      </Section>
      <Section title="Nothing here, and nothing to see">
        <div className="grid gap-x-6 md:grid-cols-2">
          <EmptyState
            icon={<FileText aria-hidden />}
            title="No articles yet"
            action={<Button tone="primary">Write a brief</Button>}
          >
            An article begins with a brief: what it is about, and for whom.
          </EmptyState>
          <EmptyState icon={<Inbox aria-hidden />} title="Nothing waits for you">
            Outlines and drafts to be approved appear here.
          </EmptyState>
        </div>
        <ErrorState
          kind="no-permission"
          action={<LinkButton href="/w/northwind">Back to the articles</LinkButton>}
        />
      </Section>
    </>
  );
}
